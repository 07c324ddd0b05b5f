import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { FeedFormatError, OversizedDocument } from './feedFormats.ts'

/** One answer of a source as it came over the wire. */
export interface RawPart {
  readonly bytes: Uint8Array
  readonly contentType: string | null
  readonly contentEncoding: string | null
  /** Whether its length was told beforehand, or its end marked: else a broken connection looks like its end. */
  readonly isDelimited: boolean
}

export interface DecodeLimits {
  readonly maxBytes: number
  readonly member?: RegExp | undefined
}

/**
 * The text of an answer: unpacked if it is compressed (whether that was asked for or not), the one document of an
 * archive, a sheet as CSV, in the charset that it is written in. Throws FeedFormatError for all that cannot be read whole.
 */
export async function decodeDocument(part: RawPart, limits: DecodeLimits): Promise<string> {
  const { name, bytes } = unpack(decompress(part, limits.maxBytes), limits)
  if (isWorkbook(bytes)) return sheetAsCsv(bytes)
  const text = decodeText(bytes, name === null ? part.contentType : null)
  if (name === null && !part.isDelimited) assertEnds(text)
  return text
}

function decompress({ bytes, contentEncoding }: RawPart, maxOutputLength: number): Uint8Array {
  try {
    if (startsWith(bytes, [0x1f, 0x8b])) return gunzipSync(bytes, { maxOutputLength })
    switch (contentEncoding?.toLowerCase()) {
      case 'br':
        return brotliDecompressSync(bytes, { maxOutputLength })
      case 'deflate':
        return inflateSync(bytes, { maxOutputLength })
      default:
        return bytes
    }
  } catch (error) {
    if (hasCode(error, 'ERR_BUFFER_TOO_LARGE')) throw new OversizedDocument(maxOutputLength)
    throw new FeedFormatError('a compressed document that is whole', 'one that cannot be unpacked')
  }
}

interface Unpacked {
  /** Its name in the archive; null where there is none. */
  readonly name: string | null
  readonly bytes: Uint8Array
}

/** Archives may be XLSX files, which are ZIP themselves. */
function unpack(bytes: Uint8Array, { maxBytes, member }: DecodeLimits): Unpacked {
  if (!startsWith(bytes, [0x50, 0x4b])) return { name: null, bytes }
  const names = listMembers(bytes)
  if (names.includes('xl/workbook.xml')) {
    assertUnpackedSize(bytes, maxBytes)
    return { name: 'xl/workbook.xml', bytes }
  }
  const chosen = names.filter((name) => (member ?? DOCUMENT_NAME).test(name))
  const [name] = chosen
  if (name === undefined || chosen.length > 1)
    throw new FeedFormatError(
      'an archive with one document',
      chosen.length === 0 ? `one of ${names.length} other files` : `${chosen.length} documents`,
    )
  const unpacked = unzip(bytes, (file) => file.name === name && assertFits(file, maxBytes))[name]
  if (unpacked === undefined)
    throw new FeedFormatError('an archive that is whole', 'one without its document')
  return startsWith(unpacked, [0x50, 0x4b])
    ? { ...unpack(unpacked, { maxBytes }), name }
    : { name, bytes: unpacked }
}

const DOCUMENT_NAME = /\.(xml|json|csv|xlsx?|txt)$/i

interface ArchivedFile {
  readonly name: string
  readonly originalSize: number
}

function listMembers(bytes: Uint8Array): readonly string[] {
  const names: string[] = []
  unzip(bytes, ({ name }) => {
    if (!name.endsWith('/')) names.push(name)
    return false
  })
  return names
}

/** The parts of an XLSX file unpack to many times its size. */
function assertUnpackedSize(bytes: Uint8Array, maxBytes: number): void {
  let size = 0
  unzip(bytes, ({ originalSize }) => {
    size += originalSize
    return false
  })
  if (size > maxBytes * SHEET_OVERHEAD) throw new OversizedDocument(maxBytes)
}

/** XML around each cell. */
const SHEET_OVERHEAD = 10

function unzip(bytes: Uint8Array, filter: (file: ArchivedFile) => boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter })
  } catch (error) {
    if (error instanceof FeedFormatError) throw error
    throw new FeedFormatError('an archive that is whole', 'one that cannot be unpacked')
  }
}

function assertFits({ originalSize }: ArchivedFile, maxBytes: number): true {
  if (originalSize > maxBytes) throw new OversizedDocument(maxBytes)
  return true
}

/** XLSX (an archive with a workbook) or XLS (a compound file). */
function isWorkbook(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]) || startsWith(bytes, [0x50, 0x4b])
}

/** The first sheet; values as the source shows them, no formula is read. */
async function sheetAsCsv(bytes: Uint8Array): Promise<string> {
  // Seven megabytes that hardly any source needs.
  const { read, utils } = await import('@e965/xlsx')
  try {
    const book = read(bytes, { type: 'array', dense: true, cellFormula: false, cellHTML: false })
    const sheet = book.Sheets[book.SheetNames[0] ?? '']
    if (sheet) return utils.sheet_to_csv(sheet, { blankrows: false })
  } catch {
    // Told below: messages of the reader say nothing to those who run the feed.
  }
  throw new FeedFormatError('a workbook with a sheet', 'one that cannot be read')
}

const BYTE_ORDER_MARKS: readonly (readonly [charset: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  // "<" without a mark.
  ['utf-16le', [0x3c, 0x00]],
  ['utf-16be', [0x00, 0x3c]],
]

/** Servers name these for any text; no sequence of bytes is invalid in them. */
const NAMED_BLINDLY = new Set(['iso-8859-1', 'windows-1252', 'latin1', 'us-ascii', 'ascii'])

/** By its byte order mark, else by the header, else by its own declaration, else UTF-8; invalid bytes are refused. */
function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => startsWith(bytes, mark))?.[0]
  const inHeader = /charset\s*=\s*"?([\w:.-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase()
  const named = inHeader !== undefined && !NAMED_BLINDLY.has(inHeader) ? inHeader : undefined
  const charset = marked ?? named ?? declaredCharset(bytes)
  if (charset !== undefined) return decodeAs(charset, bytes)
  try {
    return decodeAs('utf-8', bytes)
  } catch (error) {
    if (inHeader === undefined) throw error
    return decodeAs(inHeader, bytes)
  }
}

function decodeAs(charset: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof RangeError)
      throw new FeedFormatError('a charset that is known', JSON.stringify(charset))
    throw new FeedFormatError(`text in ${charset}`, 'bytes that are none')
  }
}

const DECLARATION_LENGTH = 200

function declaredCharset(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, DECLARATION_LENGTH)).toString('latin1')
  return /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w:.-]+)["']/i.exec(start)?.[1]?.toLowerCase()
}

/** XML and JSON end by themselves; of a table only its last line break tells that it was not cut. */
function assertEnds(text: string): void {
  if (/^\s*[<{[]/.test(text) || text === '' || text.endsWith('\n')) return
  throw new FeedFormatError('a document whose end is told', 'one that may have been cut off')
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return bytes.length >= mark.length && mark.every((byte, index) => bytes[index] === byte)
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

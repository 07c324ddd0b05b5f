import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { digest } from '../../../kit/digest.ts'
import { chooseCoding } from '../../../kit/http/coding.ts'
import { createCompressor, type CompressedCoding } from '../../../kit/http/compress.ts'
import { sendBody } from '../../../kit/http/sendBody.ts'
import { addVary } from '../../../kit/http/vary.ts'
import { FORMATS, writeRows, type Format, type NamedRows } from './format.ts'
import { parseRange, type ByteRange } from '../../../kit/http/range.ts'
import { readWhole, type TableBudget } from './readWhole.ts'

export interface Table {
  readonly format: Format
  /** More than one for a workbook alone. */
  readonly lists: readonly [NamedRows, ...NamedRows[]]
  /** Of the file that a browser makes of it; undefined where it is not for saving. */
  readonly fileName?: string
  /** Asked when the head is written, with what the rows have told until then, and again after the last row. */
  readonly headers: (rows: 'all' | 'some') => TableHeaders | Promise<TableHeaders>
  readonly mayCompress: boolean
}

type TableHeaders = Readonly<Record<string, string>>
type Headers = Record<string, string | number>

/**
 * Sends a table that is made before its first byte, with its length, so that a fault is an error status; a larger one
 * as it comes, where a fault breaks the connection: half a table never looks whole.
 */
export async function sendTable(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  table: Table,
  budget: TableBudget,
): Promise<void> {
  const pieces = inChunks(writeRows(table.format, ...table.lists))
  try {
    const beginning = await readWhole(pieces, budget)
    response.once('close', beginning.release)
    if (response.destroyed) return beginning.release()
    const own = await table.headers(beginning.isWhole ? 'all' : 'some')
    const headers = { ...headersOf(table, requestId), ...own }
    if (beginning.isWhole) await sendWhole(request, response, headers, beginning.bytes, table)
    else await sendAsItComes(request, response, headers, joined(beginning.bytes, pieces), table)
  } finally {
    await pieces.return(undefined)
  }
}

function headersOf({ format, fileName }: Table, requestId: string): Headers {
  return {
    'content-type': FORMATS[format],
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    ...(fileName !== undefined && { 'content-disposition': `attachment; filename="${fileName}.${format}"` }),
  }
}

async function sendWhole(
  request: IncomingMessage,
  response: ServerResponse,
  head: Headers,
  body: Buffer,
  table: Table,
): Promise<void> {
  const etag = `"${digest(body)}"`
  const headers: Headers = { ...head, etag, 'accept-ranges': 'bytes' }
  const range = wantsPart(request, etag) ? parseRange(request.headers.range, body.length) : null
  if (range !== null) sendPart(response, headers, body, range)
  else await sendBody(request, response, { status: 200, headers, body, mayCompress: mayBeCompressed(table) })
}

/** The parts of two tables do not fit together: with another tag in `If-Range` the whole is sent. */
function wantsPart({ method, headers }: IncomingMessage, etag: string): boolean {
  const condition = headers['if-range']
  if (method !== 'GET' || headers['if-none-match'] !== undefined) return false
  return condition === undefined || condition === etag
}

/** Of the body as it is, never of a compressed one, for whoever asks for parts knows the bytes by their numbers. */
function sendPart(
  response: ServerResponse,
  headers: Headers,
  body: Buffer,
  range: ByteRange | 'unsatisfiable',
): void {
  const { vary, ...others } = headers
  addVary(response, vary === undefined ? 'Accept-Encoding' : `Accept-Encoding, ${vary}`)
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...others, 'content-range': `bytes */${body.length}`, 'content-length': 0 })
    response.end()
    return
  }
  const part = body.subarray(range.first, range.last + 1)
  const place = `bytes ${range.first}-${range.last}/${body.length}`
  response.writeHead(206, { ...others, 'content-range': place, 'content-length': part.length }).end(part)
}

/** What only the last row tells stands in the trailers. */
async function sendAsItComes(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Headers,
  pieces: AsyncIterable<Buffer>,
  table: Table,
): Promise<void> {
  const coding = codingOf(request, table)
  if (mayBeCompressed(table)) addVary(response, 'Accept-Encoding')
  const encoding = coding === undefined ? {} : { 'content-encoding': coding }
  response.writeHead(200, { ...headers, ...encoding, trailer: MISSING_CELLS })
  if (request.method === 'HEAD') return void response.end()
  const compressors: readonly Transform[] = coding === undefined ? [] : [createCompressor(coding)]
  try {
    await pipeline([Readable.from(pieces), ...compressors, response], { end: false })
  } catch (error) {
    response.destroy()
    throw error
  }
  const { [MISSING_CELLS]: missing = '0' } = await table.headers('all')
  response.addTrailers({ [MISSING_CELLS]: missing })
  response.end()
}

/** How many cells of the rows are empty because of an error. */
export const MISSING_CELLS = 'x-missing-cells'
/** How much of a table is synthetic: all, some, none, unknown. */
export const SAMPLE = 'x-sample'

function codingOf({ headers }: IncomingMessage, table: Table): CompressedCoding | undefined {
  const { coding } = chooseCoding(headers['accept-encoding'])
  return coding === 'identity' || !mayBeCompressed(table) ? undefined : coding
}

/** A workbook is compressed by itself, and so is Parquet. */
function mayBeCompressed({ format, mayCompress }: Table): boolean {
  return mayCompress && format !== 'xlsx' && format !== 'parquet'
}

async function* joined(beginning: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield beginning
  yield* rest
}

const CHUNK = 65_536

/** A write for each row would cost more than the row. */
async function* inChunks(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Buffer> {
  let text = ''
  for await (const piece of pieces) {
    if (typeof piece !== 'string') yield Buffer.from(piece)
    else if ((text += piece).length >= CHUNK) {
      yield Buffer.from(text)
      text = ''
    }
  }
  if (text !== '') yield Buffer.from(text)
}

import { promisify } from 'node:util'
import { crc32, deflateRaw, inflateRawSync } from 'node:zlib'
import { JsonText, stringify } from '../../../kit/json/jsonText.ts'
import type { Entry, Value } from '../entities/entry.ts'
import type { Sized } from '../entities/sharedLevel.ts'

/** Begins every value: another version's values, or anything else in a key, are as if they were not there. */
const MAGIC = Buffer.from('MOG3')
const PLAIN = 0
const DEFLATED = 1
const CHECKSUM_AT = MAGIC.length + 1
const KEY_LENGTH_AT = CHECKSUM_AT + 4
/** Magic, form, checksum and the length of the key, which follows: an entry under another key would answer for that. */
const HEAD_BYTES = KEY_LENGTH_AT + 2
const COMPRESSED_ABOVE_BYTES = 1_024
const MAX_ENCODED_BYTES = 1_048_576
const MAX_INFLATED_BYTES = 16 * MAX_ENCODED_BYTES

const deflate = promisify(deflateRaw)

/** An entry as bytes, to be stored under `key`; undefined when it would be too large. */
export async function encodeEntry(key: string, entry: Entry): Promise<Buffer | undefined> {
  const { value, bornAt, freshFor, staleFor, errorFor } = entry
  const text = Buffer.from(writeParts([bornAt, freshFor, staleFor, errorFor, value]))
  if (text.length > MAX_INFLATED_BYTES) return undefined
  const isLarge = text.length > COMPRESSED_ABOVE_BYTES
  const body = isLarge ? await deflate(text, { level: 1 }) : text
  if (body.length > MAX_ENCODED_BYTES) return undefined
  const name = Buffer.from(key)
  const head = Buffer.alloc(HEAD_BYTES)
  MAGIC.copy(head)
  head.writeUInt8(isLarge ? DEFLATED : PLAIN, MAGIC.length)
  head.writeUInt32BE(crc32(body), CHECKSUM_AT)
  head.writeUInt16BE(name.length, KEY_LENGTH_AT)
  return Buffer.concat([head, name, body])
}

/** As JSON; where there are texts in it, strings, and after them the paths to these. */
function writeParts(parts: readonly unknown[]): string {
  const { text = '', hasTexts } = stringify(parts)
  return hasTexts ? JSON.stringify([...parts, listTexts(parts, [])]) : text
}

type Path = readonly (string | number)[]

function listTexts(value: unknown, path: Path): readonly Path[] {
  if (value instanceof JsonText) return [path]
  if (Array.isArray(value)) return value.flatMap((item, index) => listTexts(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => listTexts(part, [...path, name]))
}

/** Reads an entry; undefined for bytes that are not a whole and unchanged entry of this version, stored under `key`. */
export function decodeEntry(key: string, bytes: unknown): Sized | undefined {
  if (!Buffer.isBuffer(bytes) || bytes.length < HEAD_BYTES) return undefined
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined
  const bodyAt = HEAD_BYTES + bytes.readUInt16BE(KEY_LENGTH_AT)
  if (bytes.toString('utf8', HEAD_BYTES, bodyAt) !== key) return undefined
  const body = bytes.subarray(bodyAt)
  if (crc32(body) !== bytes.readUInt32BE(CHECKSUM_AT)) return undefined
  try {
    const text = inflate(bytes.readUInt8(MAGIC.length), body).toString('utf8')
    const entry = readEntry(JSON.parse(text))
    return entry && { entry, bytes: text.length }
  } catch {
    return undefined
  }
}

function inflate(form: number, body: Buffer): Buffer {
  return form === DEFLATED ? inflateRawSync(body, { maxOutputLength: MAX_INFLATED_BYTES }) : body
}

function readEntry(parts: unknown): Entry | undefined {
  if (!Array.isArray(parts)) return undefined
  const [bornAt, freshFor, staleFor, errorFor, value, texts]: readonly unknown[] = parts
  if (Array.isArray(texts)) for (const path of texts) restoreText(parts, path)
  const isTimed = isNumber(bornAt) && isNumber(freshFor) && isNumber(staleFor) && isNumber(errorFor)
  if (!isTimed || !isEncodedValue(value)) return undefined
  return { value, bornAt, freshFor, staleFor, errorFor }
}

function restoreText(value: unknown, path: unknown): void {
  if (typeof value !== 'object' || value === null || !Array.isArray(path)) return
  const [name, ...rest]: readonly unknown[] = path
  if ((typeof name !== 'string' && typeof name !== 'number') || !Object.hasOwn(value, name)) return
  const part: unknown = Reflect.get(value, name)
  if (rest.length > 0) restoreText(part, rest)
  else if (typeof part === 'string') Reflect.set(value, name, new JsonText(part))
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isEncodedValue(value: unknown): value is Value {
  return value === null || (typeof value === 'object' && !Array.isArray(value))
}

import { promisify } from 'node:util'
import { crc32, deflateRaw, inflateRawSync } from 'node:zlib'
import type { Entry, Value } from '../entities/entry.ts'
import type { Sized } from '../entities/sharedLevel.ts'

/** Begins every value: another version's values, or anything else in a key, are as if they were not there. */
const MAGIC = Buffer.from('MOG1')
const PLAIN = 0
const DEFLATED = 1
/** Magic, form, checksum. */
const HEAD_BYTES = MAGIC.length + 1 + 4
const COMPRESSED_ABOVE_BYTES = 1_024
const MAX_ENCODED_BYTES = 1_048_576
const MAX_INFLATED_BYTES = 16 * MAX_ENCODED_BYTES

const deflate = promisify(deflateRaw)

/** An entry as bytes; undefined when it would be too large. */
export async function encodeEntry(entry: Entry): Promise<Buffer | undefined> {
  const { value, bornAt, freshFor, staleFor, errorFor } = entry
  const text = Buffer.from(JSON.stringify([bornAt, freshFor, staleFor, errorFor, value]))
  if (text.length > MAX_INFLATED_BYTES) return undefined
  const isLarge = text.length > COMPRESSED_ABOVE_BYTES
  const body = isLarge ? await deflate(text, { level: 1 }) : text
  if (body.length > MAX_ENCODED_BYTES) return undefined
  const head = Buffer.alloc(HEAD_BYTES)
  MAGIC.copy(head)
  head.writeUInt8(isLarge ? DEFLATED : PLAIN, MAGIC.length)
  head.writeUInt32BE(crc32(body), MAGIC.length + 1)
  return Buffer.concat([head, body])
}

/** Reads an entry; undefined for bytes that are not a whole and unchanged entry of this version. */
export function decodeEntry(bytes: unknown): Sized | undefined {
  if (!Buffer.isBuffer(bytes) || bytes.length < HEAD_BYTES) return undefined
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined
  const body = bytes.subarray(HEAD_BYTES)
  if (crc32(body) !== bytes.readUInt32BE(MAGIC.length + 1)) return undefined
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
  const [bornAt, freshFor, staleFor, errorFor, value]: readonly unknown[] = parts
  const isTimed = isNumber(bornAt) && isNumber(freshFor) && isNumber(staleFor) && isNumber(errorFor)
  if (!isTimed || !isEncodedValue(value)) return undefined
  return { value, bornAt, freshFor, staleFor, errorFor }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isEncodedValue(value: unknown): value is Value {
  return value === null || (typeof value === 'object' && !Array.isArray(value))
}

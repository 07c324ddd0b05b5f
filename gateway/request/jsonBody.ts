import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, type ZlibOptions } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { GatewayError } from '../errors.ts'
import { assertJsonNesting } from './jsonNesting.ts'

export interface JsonBody {
  readonly value: unknown
  /** The text that it was read from. */
  readonly text: string
}

/** The JSON of requests' bodies. */
export interface JsonBodies {
  /**
   * The JSON of a request's body; undefined for an empty one. A short body is frozen and remembered: the same text
   * gives the same value again, by which later stages recognise it. Throws GatewayError BAD_REQUEST for one that is
   * nested too deep, BODY_TOO_LARGE, MALFORMED_JSON or UNSUPPORTED_MEDIA_TYPE. A long one is parsed when it is its
   * request's turn.
   */
  read(request: IncomingMessage, turn: () => Promise<void> | undefined): Promise<JsonBody | undefined>
  /** The estimated size of the remembered bodies. */
  bytes(): number
}

/** Characters: most bodies that come again are of pages, which ask the same of everybody. */
const REMEMBERED_LENGTH = 16_000
const MAX_REMEMBERED = 1_000
/** The estimated size of a parsed body for each character of its text, the text included. */
const PARSED_BYTES_PER_CHARACTER = 8

/** Bodies of at most `maxBytes` each, decoded too; those remembered may weigh `memoryBytes` together. */
export function createJsonBodies(maxBytes: number, memoryBytes: number): JsonBodies {
  const remembered = new LRUCache<string, JsonBody>({
    max: MAX_REMEMBERED,
    maxSize: memoryBytes,
    sizeCalculation: (_, text) => PARSED_BYTES_PER_CHARACTER * text.length,
  })
  return {
    async read(request, turn) {
      assertJsonContent(request)
      const decode = readDecoder(request)
      const bytes = await readBodyBytes(request, maxBytes)
      const text = textOf(decode === undefined ? bytes : await decodeWithin(maxBytes, bytes, decode))
      const known = remembered.get(text)
      if (known !== undefined) return known
      if (text.length > REMEMBERED_LENGTH) await turn()
      const value = parseBody(text)
      if (value === undefined) return undefined
      const body = { value, text }
      if (text.length <= REMEMBERED_LENGTH && isObjectOrList(value)) {
        freeze(value)
        remembered.set(text, body)
      }
      return body
    },
    bytes: () => remembered.calculatedSize,
  }
}

function parseBody(text: string): unknown {
  assertJsonNesting('The request body', text)
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (text.trim() === '') return undefined
    throw new GatewayError(
      'MALFORMED_JSON',
      `The request body is not valid JSON: ${describeSyntaxError(cause)}.`,
      {},
      cause,
    )
  }
}

/**
 * Several requests share the body, so that none may change it. Without recursion: nothing limits how deep a client
 * nests.
 */
function freeze(body: object): void {
  const open = [body]
  for (let part = open.pop(); part !== undefined; part = open.pop())
    open.push(...Object.values(Object.freeze(part)).filter(isObjectOrList))
}

function isObjectOrList(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Only JSON, and only as UTF-8: forms and plain text can be sent by a foreign page without the user's knowledge. */
function assertJsonContent({ headers }: IncomingMessage): void {
  const type = headers['content-type']
  if (type === undefined) {
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', 'Content-Type: expected application/json; got none.')
  }
  if (!/^application\/(json|graphql\+json)\s*(;|$)/i.test(type) || /charset\s*=\s*(?!"?utf-?8)/i.test(type)) {
    throw new GatewayError(
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Type: expected application/json in UTF-8; got ${JSON.stringify(type)}.`,
    )
  }
}

type Decode = (bytes: Buffer, options: ZlibOptions) => Promise<Buffer>

const gunzipAsync: Decode = promisify(gunzip)
const DECODERS: ReadonlyMap<string, Decode> = new Map([
  ['gzip', gunzipAsync],
  ['x-gzip', gunzipAsync],
  ['br', promisify(brotliDecompress)],
  ['deflate', promisify(inflate)],
])

/** Undefined for a body that is sent as it is. */
function readDecoder({ headers }: IncomingMessage): Decode | undefined {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (coding === 'identity') return undefined
  const decode = DECODERS.get(coding)
  if (decode !== undefined) return decode
  throw new GatewayError(
    'UNSUPPORTED_MEDIA_TYPE',
    `Content-Encoding: expected gzip, br, deflate or identity; got ${JSON.stringify(coding)}.`,
  )
}

/** No more than `maxBytes` are ever unpacked: a megabyte of gzip may hold a thousand. */
async function decodeWithin(maxBytes: number, bytes: Buffer, decode: Decode): Promise<Buffer> {
  if (bytes.length === 0) return bytes
  try {
    return await decode(bytes, { maxOutputLength: maxBytes })
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(maxBytes, `more than ${maxBytes} unpacked`)
    throw new GatewayError(
      'BAD_REQUEST',
      'Content-Encoding: expected a body in the coding that it names; got one that cannot be unpacked.',
      {},
      cause,
    )
  }
}

/** RFC 8259, 8.1: a byte-order mark may be ignored. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/** By events rather than by iterating: an async iterator costs more than all the rest of this stage. */
function readBodyBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > maxBytes) return Promise.reject(tooLarge(maxBytes, `${declared}`))
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= maxBytes) chunks.push(chunk)
      else reject(tooLarge(maxBytes, `more than ${maxBytes}`))
    })
    request.on('end', () => {
      const [first] = chunks
      resolve(chunks.length === 1 && first ? first : Buffer.concat(chunks))
    })
    request.on('error', reject)
  })
}

function tooLarge(limit: number, value: string): GatewayError {
  return new GatewayError(
    'BODY_TOO_LARGE',
    `The request body may have at most ${limit} bytes; it has ${value}.`,
    { limit },
  )
}

function describeSyntaxError(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/\.$/, '') : 'unknown'
}

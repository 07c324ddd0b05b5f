import { isRecord } from '../graph/isRecord.ts'
import type { ViewName } from '../ask/workbench.ts'

/** What a link holds: never a token. */
export interface Shared {
  readonly query: string
  readonly variables: string
  readonly view: ViewName | null
}

/** A longer text than any query that the gateway takes; a link that unpacks to more is an attack on the reader. */
const MAX_LENGTH = 1_000_000

export async function writeLink(shared: Shared): Promise<string> {
  const text = JSON.stringify([shared.query, shared.variables, shared.view])
  const packed = await collect(
    new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw')),
    Infinity,
  )
  const url = new URL(location.href)
  url.hash = `#/ask/${toBase64Url(packed)}`
  return url.href
}

/** What a link's fragment holds; null where it is damaged. */
export async function readLink(fragment: string): Promise<Shared | null> {
  try {
    const packed = fromBase64Url(fragment)
    const bytes = await collect(
      new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')),
      MAX_LENGTH,
    )
    return parseShared(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return null
  }
}

function parseShared(value: unknown): Shared | null {
  if (!Array.isArray(value) || isRecord(value)) return null
  const [query, variables, view]: readonly unknown[] = value
  if (typeof query !== 'string' || typeof variables !== 'string') return null
  return { query, variables, view: isView(view) ? view : null }
}

function isView(value: unknown): value is ViewName {
  return value === 'json' || value === 'table' || value === 'chart' || value === 'map'
}

async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    length += chunk.length
    if (length > most) throw new Error('The link unpacks to more than a query may be long.')
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
}

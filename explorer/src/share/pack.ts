/** A longer text than any query that the gateway takes; a link that unpacks to more is an attack on the reader. */
const MAX_LENGTH = 1_000_000

/** A value as a text that may stand in an address. */
export async function pack(value: unknown): Promise<string> {
  const bytes = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return toBase64Url(await collect(bytes, Infinity))
}

/** What a text of an address holds; null where it is damaged. */
export async function unpack(text: string): Promise<unknown> {
  // Packed it is never longer than plain; nobody should wait for what is thrown away.
  if (text.length > MAX_LENGTH * 2) return null
  try {
    const packed = new Blob([fromBase64Url(text)])
    const bytes = packed.stream().pipeThrough(new DecompressionStream('deflate-raw'))
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await collect(bytes, MAX_LENGTH)))
  } catch {
    return null
  }
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

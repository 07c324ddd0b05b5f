import { brotliDecompress, gunzip, inflate, inflateRaw, type InputType, type ZlibOptions } from 'node:zlib'

/** What a subgraph may pack its answers with, as `Accept-Encoding` says it. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br'

type Decompress = (
  packed: InputType,
  options: ZlibOptions,
  done: (error: Error | null, unpacked: Buffer) => void,
) => void

const DECOMPRESS: ReadonlyMap<string, Decompress> = new Map<string, Decompress>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflateEither],
  ['br', brotliDecompress],
])

/** Unpacks a body; rejects with a `RangeError` where it would be larger than `maxBytes`. */
export type Unpack = (packed: Buffer, maxBytes: number) => Promise<Buffer>

/** How a body with this `Content-Encoding` is unpacked; undefined for an encoding that is not among the accepted ones. */
export function findUnpack(encoding: string): Unpack | undefined {
  const decompress = DECOMPRESS.get(encoding.toLowerCase())
  if (decompress === undefined) return undefined
  return (packed, maxOutputLength) =>
    new Promise((resolve, reject) => {
      decompress(packed, { maxOutputLength }, (error, unpacked) => {
        if (error === null) resolve(unpacked)
        else reject(error)
      })
    })
}

/** Some servers leave out the zlib header that RFC 9110, 8.4.1.2 asks for; its first byte says "deflate" in four bits. */
function inflateEither(packed: InputType, options: ZlibOptions, done: Parameters<Decompress>[2]): void {
  const hasHeader = Buffer.isBuffer(packed) && ((packed[0] ?? 0) & 0x0f) === 8
  const decompress = hasHeader ? inflate : inflateRaw
  decompress(packed, options, done)
}

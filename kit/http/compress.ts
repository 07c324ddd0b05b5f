import { promisify } from 'node:util'
import {
  brotliCompress,
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  gzip,
  gzipSync,
  type BrotliOptions,
} from 'node:zlib'
import type { Transform } from 'node:stream'
import type { Coding } from './coding.ts'

export type CompressedCoding = Exclude<Coding, 'identity'>

/** Bytes: a smaller body fits into one packet either way. */
export const LEAST_COMPRESSED = 1_024

/** Bytes: up to here compressing at once costs less of the event loop than to have it done in the thread pool. */
const AT_ONCE = 4_096

/** Of the qualities from 0 to 11 the one that takes as long as gzip does. */
const BROTLI_QUALITY = 4

type Forms = Partial<Record<CompressedCoding, Buffer | Promise<Buffer>>>

/** The compressed forms live as long as the body: one that is remembered is compressed once. */
const forms = new WeakMap<Buffer, Forms>()

/** The body compressed, or itself where that is no shorter. The body must not change any more. */
export function compress(body: Buffer, coding: CompressedCoding): Buffer | Promise<Buffer> {
  const known = forms.get(body) ?? {}
  const form = known[coding]
  if (form !== undefined) return form
  forms.set(body, known)
  if (body.length <= AT_ONCE) return (known[coding] = shorter(body, COMPRESS_AT_ONCE[coding](body)))
  const compressing = COMPRESS[coding](body).then((compressed) => (known[coding] = shorter(body, compressed)))
  return (known[coding] = compressing)
}

function shorter(body: Buffer, compressed: Buffer): Buffer {
  return compressed.length < body.length ? compressed : body
}

const brotliAsync: (body: Buffer, options: BrotliOptions) => Promise<Buffer> = promisify(brotliCompress)
const gzipAsync: (body: Buffer) => Promise<Buffer> = promisify(gzip)

const COMPRESS_AT_ONCE: Readonly<Record<CompressedCoding, (body: Buffer) => Buffer>> = {
  br: (body) => brotliCompressSync(body, brotliOptionsOf(body.length)),
  gzip: (body) => gzipSync(body),
}

const COMPRESS: Readonly<Record<CompressedCoding, (body: Buffer) => Promise<Buffer>>> = {
  br: (body) => brotliAsync(body, brotliOptionsOf(body.length)),
  gzip: (body) => gzipAsync(body),
}

/** For a body that comes in pieces. */
export function createCompressor(coding: CompressedCoding): Transform {
  return coding === 'br' ? createBrotliCompress({ params: BROTLI }) : createGzip()
}

const BROTLI = {
  [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
  [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
}

function brotliOptionsOf(bytes: number): BrotliOptions {
  return { params: { ...BROTLI, [constants.BROTLI_PARAM_SIZE_HINT]: bytes } }
}

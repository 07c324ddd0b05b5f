import type { Output } from './output.ts'

/** `{"data":…}` in UTF-8: with nothing to add to it, it is the whole answer and need not be copied again. */
export interface Framed {
  readonly body: Buffer
  /** What stands inside: the JSON of `data`, in the same memory. */
  readonly data: Buffer
}

const BEFORE = Buffer.from('{"data":')
const AFTER = Buffer.from('}')
const NULL = Buffer.from('null')

export function writeFramed(output: Output, write: () => boolean): Framed {
  output.restart()
  output.raw(BEFORE)
  if (!write()) {
    output.at = BEFORE.length
    output.raw(NULL)
  }
  output.raw(AFTER)
  return frame(output.take())
}

function frame(body: Buffer): Framed {
  return { body, data: body.subarray(BEFORE.length, body.length - AFTER.length) }
}

export const NO_DATA = frame(Buffer.concat([BEFORE, NULL, AFTER]))

import type { Output } from './output.ts'

const BEFORE = Buffer.from('{"data":')
const AFTER = 0x7d
const NULL = Buffer.from('null')

/** Writes `{"data":…}`: with nothing to add to it, it is the whole answer and need not be copied again. */
export function writeFramed(output: Output, write: () => boolean): Buffer {
  output.restart()
  output.raw(BEFORE)
  if (!write()) {
    output.at = BEFORE.length
    output.raw(NULL)
  }
  output.byte(AFTER)
  return output.take()
}

/** What stands inside: the JSON of `data`. */
export function dataIn(framed: Buffer): Buffer {
  return framed.subarray(BEFORE.length, framed.length - 1)
}

/** The frame around no data at all. */
export const NO_DATA = Buffer.concat([BEFORE, NULL, Buffer.of(AFTER)])

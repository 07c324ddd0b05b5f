import type { Output } from './output.ts'

const BEFORE = Buffer.from('{"data":')
const AFTER = Buffer.from('}')
const NULL_DATA = Buffer.from('null')

/** `{"data":…}` in UTF-8: without errors and extensions it is the whole response and need not be copied again. */
export function writeEnvelope(output: Output, write: () => boolean): Buffer {
  output.restart()
  output.raw(BEFORE)
  if (!write()) {
    output.at = BEFORE.length
    output.raw(NULL_DATA)
  }
  output.raw(AFTER)
  return output.take()
}

import type { Confidential } from './feedDescriptor.ts'
import { FeedFormatError } from './feedFormats.ts'
import { DocumentRefused } from './judgeDocument.ts'

/**
 * What a feed's report, which everybody may read, says of a failure. Messages of the network and the disk name
 * addresses and paths: only their code is told. What came in place of a confidential document may be part of it.
 */
export function describeFailure(error: unknown, confidential?: Confidential): string {
  // It says nothing of what came.
  if (error instanceof DocumentRefused) return error.message
  if (error instanceof FeedFormatError)
    return confidential === undefined
      ? error.message
      : 'the source gave another form of document than expected'
  if (!(error instanceof Error)) return 'the source could not be read'
  if (error.name === 'TimeoutError') return 'the source gave no whole answer in time'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return `the source could not be read (${code})`
}

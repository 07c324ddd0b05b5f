import { isRecord } from '../../../kit/isRecord.ts'
import type { FeedDocument } from '../../_kit/feedDescriptor.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'
import { isoTime, observed } from '../../_kit/fieldTypes.ts'

/** A JSON answer `{"code":0,"updated_at":…,"data":[…]}`; any other code is an error of the source. */
export function parseReply(document: FeedDocument): {
  readonly items: readonly unknown[]
  readonly sourceUpdatedAt?: string
} {
  const answer = parseJsonDocument(document.body)
  if (!isRecord(answer) || answer.code !== 0 || !Array.isArray(answer.data))
    throw new FeedFormatError(
      'an object with "code": 0 and a list "data"',
      document.body.trim().slice(0, 120),
    )
  const updatedAt = observed(isoTime, document).read(answer.updated_at)
  return { items: answer.data, ...(updatedAt !== undefined && { sourceUpdatedAt: updatedAt }) }
}

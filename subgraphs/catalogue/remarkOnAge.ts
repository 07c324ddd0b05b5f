import type { FeedEntry } from './feedBoard.ts'

type Read = Pick<FeedEntry, 'lastSuccessAt' | 'sourceUpdatedAt' | 'intervalSeconds'>

/**
 * What is odd about the time at which the portal says that a data set changed, beside what its feed read: a change since
 * then, or one of which the document itself knows nothing. A document may lag behind by the feed's own interval.
 */
export function remarkOnAge(
  modifiedAt: string | null,
  { lastSuccessAt, sourceUpdatedAt, intervalSeconds }: Read,
): readonly string[] {
  if (modifiedAt === null) return []
  const modified = Date.parse(modifiedAt)
  const said = `The portal says that the data set changed at ${modifiedAt}`
  if (lastSuccessAt !== null && modified > Date.parse(lastSuccessAt))
    return [`${said}, after it was last read at ${lastSuccessAt}.`]
  const lag = modified - Date.parse(sourceUpdatedAt ?? modifiedAt)
  return lag > 1000 * (intervalSeconds ?? 0)
    ? [`${said}; what was read says ${sourceUpdatedAt} of itself.`]
    : []
}

import type { Reading } from '../_kit/feed.ts'

/** As the kit counts for a whole source: a value is stale when it is older than so many intervals. */
const STALE_AFTER_INTERVALS = 3

/** Whether a live value has not been renewed for too long, by its source as a whole or in this one record. */
export function isOutdated(
  observedAt: string,
  { retrievedAt, stale }: Pick<Reading<unknown>, 'retrievedAt' | 'stale'>,
  intervalSeconds: number,
): boolean {
  const ageMilliseconds = Date.parse(retrievedAt) - Date.parse(observedAt)
  return stale || ageMilliseconds > intervalSeconds * 1000 * STALE_AFTER_INTERVALS
}

import type { PublicToiletFilter } from '../schema/publicToilet.ts'
import type { PublicToiletRecord } from '../source/publicToilets.ts'
import { isKnownOpen } from './opening.ts'

/** What a filter asks of a toilet; what it leaves out does not restrict. */
export function fitsToilet({
  openAt,
  accessible,
  familyCubicle,
}: PublicToiletFilter): (toilet: PublicToiletRecord) => boolean {
  const isOpen = isKnownOpen(openAt)
  return (toilet) =>
    (accessible ?? toilet.isAccessible) === toilet.isAccessible &&
    (familyCubicle ?? toilet.hasFamilyCubicle) === toilet.hasFamilyCubicle &&
    (!openAt || !toilet.isTemporarilyClosed) &&
    isOpen(toilet)
}

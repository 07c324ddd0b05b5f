import { oneForm } from '../../_kit/lists/oneForm.ts'
import type { PublicToiletFilter } from '../schema/publicToilet.ts'
import type { PublicToiletRecord } from '../source/publicToilets.ts'
import { isKnownOpen } from './opening.ts'

/** What a filter asks of a toilet; what it leaves out does not restrict. */
export function fitsToilet({
  openAt,
  isAccessible,
  hasFamilyCubicle,
  accessible,
  familyCubicle,
}: PublicToiletFilter): (toilet: PublicToiletRecord) => boolean {
  const access = oneForm('filter.isAccessible', isAccessible, 'filter.accessible', accessible)
  const family = oneForm('filter.hasFamilyCubicle', hasFamilyCubicle, 'filter.familyCubicle', familyCubicle)
  const isOpen = isKnownOpen(openAt)
  return (toilet) =>
    (access ?? toilet.isAccessible) === toilet.isAccessible &&
    (family ?? toilet.hasFamilyCubicle) === toilet.hasFamilyCubicle &&
    (!openAt || !toilet.isTemporarilyClosed) &&
    isOpen(toilet)
}

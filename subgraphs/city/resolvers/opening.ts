import { answerIsOpen } from '../../_kit/isOpen.ts'
import { isOpenAt, type OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { PublicToiletRecord } from '../source/publicToilets.ts'

/** Whether an item is known to be open at the moment; every item is where none is given. */
export function isKnownOpen(
  at: string | null | undefined,
): (item: { readonly openingHours: OpeningHoursValue | null }) => boolean {
  if (!at) return () => true
  const instant = new Date(at)
  return ({ openingHours }) => isOpenAt(openingHours, instant) === true
}

/** Of a toilet that is closed for a time the list says no more than that, so that it counts as closed at any moment. */
export function answerIsToiletOpen(
  { openingHours, isTemporarilyClosed }: PublicToiletRecord,
  at: string | null | undefined,
  now: Date,
): boolean | null {
  return isTemporarilyClosed ? false : answerIsOpen(openingHours, at, now)
}

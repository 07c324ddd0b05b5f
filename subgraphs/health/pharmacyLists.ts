import { inputError } from '../_kit/errors.ts'
import { isOpenAt } from '../_kit/openingHours.ts'
import type { PharmacyFilter } from './schema/facilityLists.ts'
import type { FacilityRecord } from './source/facilities.ts'

/** Whether a pharmacy is known to be open at the moment that the filter names; each is where it names none. */
export function openAtMoment(
  filter: PharmacyFilter | null | undefined,
  now: Date,
): (pharmacy: Pick<FacilityRecord, 'openingHours'>) => boolean {
  const moment = readMoment(filter, now)
  return ({ openingHours }) => moment === null || isOpenAt(openingHours, moment) === true
}

function readMoment(filter: PharmacyFilter | null | undefined, now: Date): Date | null {
  const { openAt, openNow } = filter ?? {}
  if (openAt && openNow) throw inputError('filter.openAt, filter.openNow', 'one of them at most', openAt)
  if (openAt) return new Date(openAt)
  return openNow ? now : null
}

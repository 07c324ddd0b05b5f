import { expect, it } from 'vitest'
import { createOpeningHours } from '../_kit/openingHours.ts'
import { HealthFacilityKind, RecordConfidence } from './schema/codes.ts'
import { openAtMoment } from './pharmacyLists.ts'
import type { FacilityRecord } from './source/facilities.ts'

const SUNDAY_AFTERNOON = new Date('2026-11-22T14:20:00+08:00')

function pharmacy(id: string, hours: string | null): FacilityRecord {
  return {
    id,
    kind: HealthFacilityKind.PHARMACY,
    name: { zh: id, pt: null, en: null },
    alsoKnownAs: null,
    predecessor: null,
    place: null,
    area: null,
    operator: null,
    phone: null,
    hasEmergency: null,
    emergencyDepartments: [],
    beds: null,
    services: [],
    openingHours: hours === null ? null : createOpeningHours(hours, hours),
    hasStandardHours: false,
    confidence: RecordConfidence.HIGH,
    note: null,
  }
}

const all = [
  pharmacy('every-day', 'Mo-Su 09:00-21:00'),
  pharmacy('weekdays', 'Mo-Fr 09:00-21:00'),
  pharmacy('not-stated', null),
]

it.each([
  [{ openNow: true }, ['every-day']],
  [{ openAt: '2026-11-23T14:20:00+08:00' }, ['every-day', 'weekdays']],
  [{ openNow: false }, ['every-day', 'weekdays', 'not-stated']],
])('chooses the pharmacies that are known to be open for %j', (filter, ids) => {
  expect(all.filter(openAtMoment(filter, SUNDAY_AFTERNOON)).map(({ id }) => id)).toEqual(ids)
})

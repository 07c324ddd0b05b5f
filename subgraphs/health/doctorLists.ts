import type { Page } from '../_kit/connection.ts'
import { assertKnown } from '../_kit/lists/knownIds.ts'
import { listItems, type ListRules } from '../_kit/lists/listItems.ts'
import type { DoctorsArgs, DoctorSortField } from './schema/doctor.ts'
import type { HealthSource } from './source.ts'
import type { DoctorRecord } from './source/doctors.ts'

/** A page of a list of these doctors, some of those of the source. */
export function listDoctors(
  doctors: readonly DoctorRecord[],
  source: Pick<HealthSource, 'doctorsById' | 'register'>,
  args: DoctorsArgs,
): Page<DoctorRecord> {
  const facility = args.filter?.facility
  assertKnown('filter.facility', facility, 'health facilities', (id) => source.register().byId.has(id))
  const chosen = facility ? doctors.filter((doctor) => doctor.facility === facility) : doctors
  return listItems(chosen, args, { ...RULES, isKnown: (id) => source.doctorsById().has(id) })
}

const RULES: Omit<ListRules<DoctorRecord, DoctorSortField>, 'isKnown'> = {
  what: 'doctors',
  idOf: ({ id }) => id,
  keys: { CODE: ({ code }) => code },
  usual: 'AS_GIVEN',
}

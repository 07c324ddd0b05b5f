import type { Searchable, Searchables } from '../_kit/searchables.ts'
import type { TextValue } from '../_kit/text.ts'
import { facilityTypeOf, type FacilityType } from './facilityType.ts'
import type { HealthSource } from './source.ts'
import type { FacilityRecord } from './source/facilities.ts'

/** What the search of the graph finds of health; never people, such as doctors. */
export const searchables: Searchables<HealthSource> = {
  Hospital: facilitiesOf('Hospital'),
  HealthCentre: facilitiesOf('HealthCentre'),
  Clinic: facilitiesOf('Clinic'),
  Pharmacy: facilitiesOf('Pharmacy'),
  NotifiableDisease: ({ diseasesById }) =>
    [...diseasesById().values()].map(({ id, name, icd10 }) => ({ id, name, codes: [icd10] })),
}

function facilitiesOf(type: FacilityType): Searchables<HealthSource>[string] {
  return ({ register }) =>
    register()
      .all.filter((facility) => facilityTypeOf(facility) === type)
      .map(describe)
}

function describe({ id, name, alsoKnownAs, predecessor, place, area }: FacilityRecord): Searchable {
  return { id, name, otherNames: [...textsOf(alsoKnownAs), ...textsOf(predecessor)], place, area }
}

function textsOf(text: TextValue | null): readonly string[] {
  return [text?.zh, text?.pt, text?.en].filter((one) => typeof one === 'string')
}

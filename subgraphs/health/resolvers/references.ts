import { parsePlaceId } from '../../_kit/place.ts'
import type { EntityReference } from '../../_kit/subgraph.ts'
import { facilityTypeOf, type FacilityType } from '../facilityType.ts'
import type { FacilityRecord } from '../source/facilities.ts'
import type { HealthContext } from './context.ts'

export const references = {
  Hospital: facilityOf('Hospital'),
  HealthCentre: facilityOf('HealthCentre'),
  Clinic: facilityOf('Clinic'),
  Pharmacy: facilityOf('Pharmacy'),
  EmergencyDepartment: ({ id }: EntityReference, { loaders }: HealthContext) => loaders.department.load(id),
  NotifiableDisease: ({ id }: EntityReference, { loaders }: HealthContext) => loaders.disease.load(id),
  Doctor: ({ id }: EntityReference, { loaders }: HealthContext) => loaders.doctor.load(id),
  Place: ({ id }: EntityReference) => parsePlaceId(id),
  AdministrativeArea: ({ id }: EntityReference) => ({ id }),
}

/** A key of one type must not open a facility of another: its id alone does not tell them apart. */
function facilityOf(type: FacilityType) {
  return async ({ id }: EntityReference, { loaders }: HealthContext): Promise<FacilityRecord | null> => {
    const facility = await loaders.facility.load(id)
    return facility && facilityTypeOf(facility) === type ? facility : null
  }
}

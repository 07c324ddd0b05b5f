import { HealthFacilityKind } from './schema/codes.ts'

export type FacilityType = 'Hospital' | 'HealthCentre' | 'Clinic' | 'Pharmacy'

/** The type of the graph under which a facility of a kind is published. */
export function facilityTypeOf({ kind }: { readonly kind: HealthFacilityKind }): FacilityType {
  switch (kind) {
    case HealthFacilityKind.PUBLIC_HOSPITAL:
    case HealthFacilityKind.PUBLIC_HOSPITAL_PARTNER:
    case HealthFacilityKind.PUBLIC_REHABILITATION:
    case HealthFacilityKind.PRIVATE_HOSPITAL:
      return 'Hospital'
    case HealthFacilityKind.HEALTH_CENTRE:
    case HealthFacilityKind.HEALTH_STATION:
      return 'HealthCentre'
    case HealthFacilityKind.PHARMACY:
    case HealthFacilityKind.CHARITY_PHARMACY:
      return 'Pharmacy'
    case HealthFacilityKind.PUBLIC_SPECIALIST:
    case HealthFacilityKind.PUBLIC_HEALTH:
    case HealthFacilityKind.EMERGENCY_STATION:
    case HealthFacilityKind.LABORATORY:
    case HealthFacilityKind.MENTAL_HEALTH:
    case HealthFacilityKind.NGO_CLINIC:
    case HealthFacilityKind.CHARITY_CLINIC:
    case HealthFacilityKind.PRIVATE_CLINIC:
      return 'Clinic'
  }
}

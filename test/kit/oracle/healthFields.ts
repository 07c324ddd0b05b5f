import { areaOf } from './areas.ts'
import { near, type NearbyArguments, type Place } from './distances.ts'
import { byId } from './facts.ts'
import { departmentOrders, departments, facilities, type Department } from './health.ts'
import { page, type PageArguments } from './pages.ts'
import { plain, type Resolvers, type TypeResolvers } from './resolvers.ts'

interface Kinds {
  readonly kinds?: readonly string[] | null
}

interface ListArguments extends PageArguments {
  readonly filter?: (Kinds & { readonly area?: string | null }) | null
  readonly orderBy: 'REGISTER' | 'ID'
}

const facility: TypeResolvers = {
  ...plain('id', 'name', 'kind', 'place', 'operator', 'phone', 'confidence', 'provenance'),
  area: areaOf,
  emergencyDepartments: ({ id }: { id: string }) => departments.filter(({ facilityId }) => facilityId === id),
}

const ofKinds = (kinds: readonly string[] | null | undefined) =>
  facilities.filter(({ kind }) => !kinds || kinds.includes(kind))

const ofType = (typename: string) => (_: unknown, args: PageArguments) =>
  page(
    facilities.filter(({ __typename }) => __typename === typename),
    args,
  )

/** The names of departments are put together by the bureau; where a facility has but one, it bears its name. */
const departmentName = ({ id, facilityId }: Department) =>
  id === facilityId ? facilities.find((candidate) => candidate.id === id)?.name : undefined

export const healthResolvers: Resolvers = {
  Hospital: { ...facility, ...plain('alsoKnownAs', 'hasEmergency', 'beds', 'services') },
  HealthCentre: facility,
  Clinic: facility,
  Pharmacy: facility,
  HealthFacility: facility,
  EmergencyDepartment: {
    ...plain('id', 'kind', 'place', 'publishesWaits', 'waitMinutesAvg', 'waitMinutesP90', 'waitingPatients'),
    ...plain('waitStatus', 'observedAt', 'stale', 'provenance'),
    name: (department: Department) => departmentName(department) ?? DEPARTMENT_NAMES[department.id],
    area: areaOf,
    facility: ({ facilityId }: Department) => facilities.find(({ id }) => id === facilityId),
  },
  Query: {
    healthFacility: (_: unknown, { id }: { id: string }) =>
      facilities.find((candidate) => candidate.id === id) ?? null,
    healthFacilities: (_: unknown, { filter, orderBy, ...rest }: ListArguments) => {
      const chosen = ofKinds(filter?.kinds).filter(({ area }) => !filter?.area || area === filter.area)
      return page(orderBy === 'ID' ? chosen.toSorted(byId) : chosen, rest)
    },
    hospitals: ofType('Hospital'),
    healthCentres: ofType('HealthCentre'),
    clinics: ofType('Clinic'),
    pharmacies: ofType('Pharmacy'),
    emergencyDepartment: (_: unknown, { id }: { id: string }) =>
      departments.find((department) => department.id === id) ?? null,
    emergencyDepartments: (_: unknown, { orderBy }: { orderBy: 'ID' | 'WAIT_SHORTEST' }) =>
      departments.toSorted(departmentOrders[orderBy]),
  },
  Place: {
    nearbyHealthFacilities: (place: Place, args: NearbyArguments & Kinds) =>
      near(ofKinds(args.kinds), place, args, 'healthFacility'),
  },
  NearbyHealthFacility: plain('metres', 'healthFacility'),
  AdministrativeArea: {
    healthFacilities: ({ id }: { id: string }, { kinds }: Kinds) =>
      ofKinds(kinds).filter(({ area }) => area === id),
  },
}

const DEPARTMENT_NAMES: Readonly<Record<string, object>> = {
  'chcsj-adult': {
    zh: '仁伯爵綜合醫院成人急診',
    pt: 'Centro Hospitalar Conde de São Januário – urgência de adultos',
    en: 'Conde S. Januário Hospital – adult emergency',
  },
  'chcsj-paediatric': {
    zh: '仁伯爵綜合醫院兒科急診',
    pt: 'Centro Hospitalar Conde de São Januário – urgência pediátrica',
    en: 'Conde S. Januário Hospital – paediatric emergency',
  },
}

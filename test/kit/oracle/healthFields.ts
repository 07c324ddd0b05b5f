import { areaOf } from './areas.ts'
import { near, type NearbyArguments, type Place } from './distances.ts'
import { byId, byLeast } from './facts.ts'
import { departmentOrders, departments, facilities, type Department } from './health.ts'
import { assertArea, listPage, type ListArguments as Arguments } from './lists.ts'
import { assertInput, plain, type Resolvers, type TypeResolvers } from './resolvers.ts'

interface Kinds {
  readonly kinds?: readonly string[] | null
}

interface Filter extends Kinds {
  readonly area?: string | null
  readonly hasEmergency?: boolean | null
  readonly openAt?: string | null
  readonly openNow?: boolean | null
}

interface ListArguments extends Arguments {
  readonly filter?: Filter | null
}

const facility: TypeResolvers = {
  ...plain('id', 'name', 'kind', 'place', 'operator', 'phone', 'confidence', 'provenance'),
  area: areaOf,
  emergencyDepartments: ({ id }: { id: string }) => departments.filter(({ facilityId }) => facilityId === id),
}

const ofKinds = (kinds: readonly string[] | null | undefined) =>
  facilities.filter(({ kind }) => !kinds || kinds.includes(kind))

/** As the register has their facilities, and of one facility as it names them. */
const inRegister = departments.toSorted(
  byLeast(({ facilityId }) => facilities.findIndex(({ id }) => id === facilityId)),
)

/** What of a facility only some types have. */
type Listed = (typeof facilities)[number] & {
  readonly hasEmergency?: boolean | null
  readonly beds?: number | null
}

/** A list of the facilities of a type; of all without one. */
const listOf = (typename?: string) => (_: unknown, args: ListArguments) => listThese(typename, args)

function listThese(typename: string | undefined, args: ListArguments, inside?: string) {
  const { area, kinds, hasEmergency, openAt, openNow } = args.filter ?? {}
  assertArea(area)
  assertInput(!openAt || !openNow, 'filter.openAt, filter.openNow')
  const ofType: readonly Listed[] = facilities.filter(
    ({ __typename }) => typename === undefined || __typename === typename,
  )
  const chosen = ofType.filter(
    (facility) =>
      (!area || facility.area === area) &&
      (!inside || facility.area === inside) &&
      (!kinds || kinds.includes(facility.kind)) &&
      (typeof hasEmergency !== 'boolean' || facility.hasEmergency === hasEmergency) &&
      // Nobody states when a pharmacy is open.
      !openAt &&
      !openNow,
  )
  return listPage(chosen, args, {
    all: ofType,
    byId,
    keys: { BEDS: ({ beds }) => beds },
    old: { REGISTER: [], ID: [{ field: 'ID', direction: 'ASC' }] },
  })
}

/** The names of departments are put together by the bureau; where a facility has but one, it bears its name. */
const departmentName = ({ id, facilityId }: Department) =>
  id === facilityId ? facilities.find((candidate) => candidate.id === id)?.name : undefined

export const healthResolvers: Resolvers = {
  Hospital: { ...facility, ...plain('alsoKnownAs', 'hasEmergency', 'beds', 'services') },
  HealthCentre: facility,
  Clinic: facility,
  Pharmacy: { ...facility, openingHours: () => null, isOpen: () => null },
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
    healthFacilities: listOf(),
    hospitals: listOf('Hospital'),
    healthCentres: listOf('HealthCentre'),
    clinics: listOf('Clinic'),
    pharmacies: listOf('Pharmacy'),
    emergencyDepartment: (_: unknown, { id }: { id: string }) =>
      departments.find((department) => department.id === id) ?? null,
    emergencyDepartments: (_: unknown, { orderBy }: { orderBy: 'ID' | 'WAIT_SHORTEST' }) =>
      departments.toSorted(departmentOrders[orderBy]),
  },
  Place: {
    nearbyHealthFacilities: (place: Place, args: NearbyArguments & Kinds) =>
      near(ofKinds(args.kinds), place, args, 'healthFacility'),
    nearbyEmergencyDepartments: (place: Place, args: NearbyArguments) =>
      near(inRegister, place, args, 'emergencyDepartment'),
  },
  NearbyEmergencyDepartment: plain('metres', 'emergencyDepartment'),
  NearbyHealthFacility: plain('metres', 'healthFacility'),
  AdministrativeArea: {
    healthFacilities: ({ id }: { id: string }, { kinds }: Kinds) =>
      ofKinds(kinds).filter(({ area }) => area === id),
    healthFacilitiesConnection: ({ id }: { id: string }, args: ListArguments) =>
      listThese(undefined, args, id),
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

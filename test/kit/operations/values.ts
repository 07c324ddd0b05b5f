import type { GraphQLInputType } from 'graphql'
import { drinkingWater } from '../oracle/city.ts'
import { facts } from '../oracle/facts.ts'
import { facilities } from '../oracle/health.ts'

interface Where {
  /** The coordinate of the field, such as "Query.museum". */
  readonly owner: string
  readonly name: string
  readonly level: number
}

const { city, culture, health, places, tourism, transport, weather } = facts

const ids = (items: readonly { readonly id: string }[]) => [
  ...items.slice(0, 6).map(({ id }) => id),
  'nobody',
  '𠮷',
]

/** Ids that there are, and one that there is not, by the field that takes them. */
const IDS: Readonly<Record<string, readonly string[]>> = {
  publicToilet: ['AM01', 'M8', 'MM17', 'JM10', 'nobody'],
  drinkingWaterPoint: ids(drinkingWater),
  park: ids(city.parks),
  museum: ids(culture.museums),
  monument: ids(culture.world_heritage_elements),
  library: ids(culture.libraries),
  venue: ids(culture.venues),
  healthFacility: ids([
    ...health.hospitals.slice(0, 2),
    ...health.health_centres.slice(0, 2),
    ...health.clinics_and_other.slice(8, 11),
  ]),
  classifiedProperty: ['MM008', 'CM001', 'AM010', 'nobody'],
  emergencyDepartment: ['chcsj-adult', 'islands-emergency', 'kiang-wu', 'nobody'],
  attraction: ids(tourism.attractions),
  event: ids(tourism.events),
  hotel: ids(tourism.hotels),
  establishment: ids(tourism.hotels),
  borderCheckpoint: ids(transport.border_checkpoints),
  busRoute: ['1', '3A', '25', 'N2', 'nobody'],
  busStop: ['M1/5', 'M172/2', 'T560/4', 'nobody'],
  carPark: ['6001', '6042', '7070', '7089', 'nobody'],
  lrtLine: ids(transport.lrt_lines),
  lrtStation: ids(transport.lrt_stations),
  weatherStation: ids(weather.stations),
  weatherWarningSignal: ids(weather.warnings),
  administrativeArea: ['se', 'cotai', 'zone-b', 'district-ilha-verde', 'nowhere'],
}

const ofType = (typename: string) => ids(facilities.filter(({ __typename }) => __typename === typename))

/** Lists whose singular takes no id, or is not what their name says. */
const IDS_OF_LISTS: Readonly<Record<string, readonly string[] | undefined>> = {
  healthFacilities: IDS.healthFacility,
  hospitals: ofType('Hospital'),
  healthCentres: ofType('HealthCentre'),
  clinics: ofType('Clinic'),
  pharmacies: ofType('Pharmacy'),
}

/** By a list of the root or of an entity, ids that it takes; one that there is not is an error, and stands once. */
function idsOf(owner: string): readonly string[] | undefined {
  const list = owner.replace(/^\w+\./, '').replace(/Connection$/, '')
  const singular = list.replace(/ies$/, 'y').replace(/s$/, '')
  const known = (IDS_OF_LISTS[list] ?? IDS[singular])?.filter((id) => id !== 'nobody' && id !== '𠮷')
  return known && [...known, ...known, ...known, 'nobody']
}

const AREAS = [...places.parishes.map(({ slug }) => slug), 'zone-b', 'hengqin-port', 'nowhere']

/** Places where much is, where little is, one outside the territory and one that is no place. */
const PLACES = [
  '22.19060,113.54380',
  '22.19758,113.54085',
  '22.21580,113.54910',
  '22.14830,113.56060',
  '22.11780,113.55100',
  '22.30000,113.54000',
  'nowhere',
]

/** Good values stand several times, so that bad ones are rare. */
const BY_NAME: Readonly<Record<string, readonly unknown[]>> = {
  area: AREAS,
  place: PLACES,
  lat: [22.1906, 22.19758, 22.14, 22.1178, 22.2158, 22.17512345, 21],
  lng: [113.5438, 113.54085, 113.56, 113.551, 113.5491],
  south: [22.05, 22.11, 22.18, 22.19],
  north: [22.25, 22.22, 22.2, 22.1],
  west: [113.5, 113.53, 113.54],
  east: [113.65, 113.56, 113.55, 113.52],
  withinMetres: [1, 100, 250, 400, 400, 600, 800, 1200, 0, 5001],
  stops: [0, 1, 2, 3, 20, 21],
  directionId: [0, 1, 2],
  last: [1, 2, 5, 12, 0],
  minStars: [1, 4, 5, 5, 6],
  minRooms: [0, 500, 1500],
  minCapacity: [0, 1000, 5001],
  month: [1, 3, 5, 10, 12, 13],
  stopGroup: ['M172', 'M1', 'T560', 'nowhere'],
  route: ['3A', 'N2', 'MT4', 'nobody'],
  operator: ['TCM', 'TRANSMAC', 'nobody'],
}

/** Sundays and Mondays, mornings and nights, and the first Monday of a month. */
const MOMENTS = [
  '2026-11-22T14:20:00+08:00',
  '2026-11-23T21:00:00+08:00',
  '2026-11-24T01:30:00+08:00',
  '2026-11-25T17:59:59+08:00',
  '2026-12-07T03:00:00Z',
]
/** With events and without; the first and last day of a year, and days in the order in which a range has them or not. */
const DAYS = [
  '2025-05-24',
  '2025-12-31',
  '2026-01-01',
  '2026-05-24',
  '2026-06-16',
  '2026-11-22',
  '2027-02-08',
]
const MONTHS = ['2015-01', '2019-12', '2025-06', '2026-05', '2030-01']

/** The values that a test may give to an argument or input field of a scalar type. */
export function valuesOf(type: GraphQLInputType, { owner, name, level }: Where): readonly unknown[] {
  const ofType: Readonly<Record<string, readonly unknown[]>> = {
    Boolean: [true, false],
    DateTime: MOMENTS,
    LocalDate: DAYS,
    YearMonth: MONTHS,
  }
  const values =
    (name === 'id' ? IDS[owner.replace('Query.', '')] : undefined) ??
    (name === 'ids' ? idsOf(owner) : undefined) ??
    (name === 'first' ? pageSizes(level) : undefined) ??
    BY_NAME[name] ??
    ofType[String(type)]
  if (values === undefined) throw new Error(`There are no values to draw for "${name}" of ${owner}.`)
  return values
}

/** Deep in an operation pages are short: a page of pages of pages is long enough. */
function pageSizes(level: number): readonly number[] {
  return level < 2 ? [1, 2, 5, 10, 40, 100, 101] : [1, 2, 3, 5, 8, 0]
}

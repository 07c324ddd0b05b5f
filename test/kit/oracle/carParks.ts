import { readBundled } from './bundle.ts'
import { recorded, registered } from './datasets.ts'
import { placeAt } from './distances.ts'
import { byNumberedId, facts, NOW } from './facts.ts'
import { text } from './text.ts'

/** Of each car park the counts as they stand in the recording. */
const counters = new Map(
  [...readBundled('transport/data/dsat-carpark-live/0.xml').matchAll(/<Car_park_info (.*?)\/>/g)]
    .map(([, row = '']) =>
      Object.fromEntries(
        [...row.matchAll(/(\w+)="(.*?)"/g)].map(([, name = '', value = '']) => [name, value]),
      ),
    )
    .map((row) => [row.ID ?? '', row]),
)

/** Both "" and "-" stand for what nobody counts; "0" is none. */
const count = (value: string | undefined) => (value && value !== '-' ? Number(value) : null)

const KINDS = [
  ['CARS', 'Car_CNT', 'cars'],
  ['MOTORCYCLES', 'MB_CNT', 'motorcycles'],
  ['ELECTRIC_CARS', 'ELC_CNT', 'electricCars'],
  ['ELECTRIC_MOTORCYCLES', 'OT_A_CNT', null],
  ['ACCESSIBLE', 'DC_CNT', 'accessible'],
] as const

const counted = facts.transport.car_parks.map((fact) => {
  const { car, motorcycle, ev_car, accessible } = fact.capacity
  const row = counters.get(fact.id) ?? {}
  const capacity = { cars: car, motorcycles: motorcycle, electricCars: ev_car, accessible }
  return {
    id: fact.id,
    name: text(fact.name),
    place: placeAt(fact.lat, fact.lon),
    area: fact.parish ?? fact.zone,
    capacity,
    freeSpaces: freeSpacesOf(row, capacity),
    occupancyRate: rateOf(count(row.Car_CNT), car),
    heightLimitMetres: fact.height_limit_m,
    underMaintenance: row.maintenance === '1',
    provenance: registered('dsat-carpark-detail'),
  }
})

/** Of these no source that is held knows the capacity, the parish or the counts. */
const uncounted = facts.city.car_parks_extra.map((fact) => ({
  id: fact.id,
  name: text(fact.name),
  place: placeAt(fact.lat, fact.lng),
  area: null,
  capacity: null,
  freeSpaces: null,
  occupancyRate: null,
  heightLimitMetres: fact.height_limit_m,
  underMaintenance: null,
  provenance: registered('dsat-carpark-detail'),
}))

export const carParks = [...counted, ...uncounted].toSorted(byNumberedId)

type Capacity = Readonly<Record<'cars' | 'motorcycles' | 'electricCars' | 'accessible', number | null>>

/** Where nothing is counted, what the car park does not have is told from what nobody knows. */
function freeSpacesOf(row: Readonly<Record<string, string>>, capacity: Capacity) {
  const uncounted = KINDS.filter(([, column]) => count(row[column]) === null)
  const isKnown = Object.values(capacity).some((spaces) => spaces !== null)
  const lacks = ([, , kind]: (typeof KINDS)[number]) => isKnown && kind !== null && !capacity[kind]
  const observedAt = readTime(row.Time ?? '')
  return {
    cars: count(row.Car_CNT),
    motorcycles: count(row.MB_CNT),
    electricCars: count(row.ELC_CNT),
    electricMotorcycles: count(row.OT_A_CNT),
    accessible: count(row.DC_CNT),
    unknown: uncounted.filter((kind) => !lacks(kind)).map(([kind]) => kind),
    notApplicable: uncounted.filter(lacks).map(([kind]) => kind),
    observedAt,
    stale: observedAt === null || Date.parse(NOW) - Date.parse(observedAt) > 15 * 60_000,
    provenance: recorded('dsat-carpark-live'),
  }
}

/** As in "11/22/2026 2:19:57 PM", in Macao time. */
function readTime(time: string): string | null {
  const [, month, day, year, hour, rest, half] =
    /(\d+)\/(\d+)\/(\d+) (\d+)(:\d\d:\d\d) ([AP])/.exec(time) ?? []
  if (month === undefined) return null
  const hours = String((Number(hour) % 12) + (half === 'P' ? 12 : 0)).padStart(2, '0')
  return `${year}-${month}-${day}T${hours}${rest}+08:00`
}

function rateOf(free: number | null, all: number | null): number | null {
  return free === null || !all || free > all ? null : Math.round((1 - free / all) * 1e4) / 1e4
}

export type CarPark = (typeof carParks)[number]

import { isKnownService } from './calendar.ts'
import type { GtfsFile } from './gtfsFile.ts'
import { nameOf } from './names.ts'
import type { Headway, Route, Stop } from './readTransport.ts'

/** One direction of a route on some days; when its buses leave is told by headways alone. */
export interface Trip {
  readonly id: string
  readonly route: Route
  readonly directionId: number
  readonly service: string
  /** In the order of travel, those that can be placed. */
  readonly stops: readonly PlacedStop[]
  readonly headways: readonly Headway[]
}

export interface PlacedStop extends Stop {
  readonly place: NonNullable<Stop['place']>
}

export function tripsOf(routes: readonly Route[], stops: ReadonlyMap<string, PlacedStop>): readonly Trip[] {
  return routes.flatMap((route) =>
    (route.directions ?? []).flatMap(({ directionId, stops: order }) => {
      const placed = order.flatMap(({ id }) => stops.get(id) ?? [])
      if (placed.length < 2) return []
      const headways = (route.headways ?? []).filter(
        ({ days, maxMinutes }) => isKnownService(days) && maxMinutes > 0,
      )
      const services = [...new Set(headways.map(({ days }) => days))]
      return services.map((service) => ({
        id: `${route.id}:${directionId}:${service}`,
        route,
        directionId,
        service,
        stops: placed,
        headways: headways.filter(({ days }) => days === service),
      }))
    }),
  )
}

export function tripFiles(trips: readonly Trip[]): readonly GtfsFile[] {
  return [
    {
      name: 'trips.txt',
      columns: ['route_id', 'service_id', 'trip_id', 'trip_headsign', 'direction_id'],
      rows: trips.map(({ id, route, directionId, service, stops }) => [
        route.id,
        service,
        id,
        route.isCircular ? null : nameOf(stops.at(-1)?.name ?? NO_NAME),
        directionId,
      ]),
    },
    {
      name: 'stop_times.txt',
      columns: ['trip_id', 'arrival_time', 'departure_time', 'stop_id', 'stop_sequence', 'timepoint'],
      rows: trips.flatMap(stopTimesOf),
    },
    {
      name: 'frequencies.txt',
      columns: ['trip_id', 'start_time', 'end_time', 'headway_secs', 'exact_times'],
      rows: trips.flatMap(frequenciesOf),
    },
  ]
}

const NO_NAME = { zh: null, pt: null, en: null }

/**
 * Metres in a second, about 15 km/h, along straight lines: no source states how long a bus takes, and GTFS wants the time
 * of the last stop. It is marked as approximate; between the ends no time is given.
 */
const ASSUMED_SPEED = 4.2

function stopTimesOf({ id, stops }: Trip): GtfsFile['rows'] {
  const metres = stops.reduce((sum, stop, at) => sum + metresBetween(stops[at - 1] ?? stop, stop), 0)
  const last = stops.length - 1
  // A trip of frequencies.txt begins whenever a bus leaves, so its times count from its first stop.
  const arrival = Math.max(60 * last, Math.round(metres / ASSUMED_SPEED))
  return stops.map((stop, at) => {
    const time = at === 0 ? writeTime(0) : at === last ? writeTime(arrival) : null
    return [id, time, time, stop.id, at + 1, 0]
  })
}

/** The longer of the two headways, so that nobody waits longer than told. Windows of one trip may not overlap. */
function frequenciesOf({ id, headways }: Trip): GtfsFile['rows'] {
  const windows = headways
    .map(({ startTime, endTime, maxMinutes }) => {
      const start = secondsOf(startTime)
      const end = secondsOf(endTime)
      return { start, end: end > start ? end : end + DAY_SECONDS, headway: maxMinutes * 60 }
    })
    .toSorted((one, other) => one.start - other.start)
  return windows.flatMap(({ start, end, headway }, at) => {
    const until = Math.min(end, windows[at + 1]?.start ?? Infinity)
    return until > start ? [[id, writeTime(start), writeTime(until), headway, 0]] : []
  })
}

const DAY_SECONDS = 86_400

function secondsOf(time: string): number {
  const [hours = NaN, minutes = NaN] = time.split(':').map(Number)
  return hours * 3_600 + minutes * 60
}

/** Beyond 24:00:00 for the hours after midnight of the same day of service. */
function writeTime(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part) => `${part}`.padStart(2, '0')).join(':')
}

const EARTH_RADIUS = 6_371_000

function metresBetween({ place: one }: PlacedStop, { place: other }: PlacedStop): number {
  const toRadians = Math.PI / 180
  const x = (other.lng - one.lng) * toRadians * Math.cos(((one.lat + other.lat) / 2) * toRadians)
  const y = (other.lat - one.lat) * toRadians
  return Math.hypot(x, y) * EARTH_RADIUS
}

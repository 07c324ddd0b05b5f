import { createNearbyIndex, type Near, type NearbyIndex } from '../../_kit/nearby.ts'
import { metresBetween, type PlaceValue } from '../../_kit/place.ts'
import type { Direction } from '../busRides.ts'
import type { BusRouteRecord } from '../source/busRoutes.ts'
import type { BusStopRecord } from '../source/busStops.ts'
import type { LrtLineRecord, LrtStationRecord } from '../source/lrt.ts'

/** How far one walks at most from where one alights to where one boards again. */
export const CHANGE_METRES = 200

/** One way that vehicles go: a direction of a bus route, or of an LRT line. */
export type Pattern = BusPattern | LrtPattern

export interface BusPattern extends PatternOf<BusStopRecord> {
  readonly kind: 'bus'
  readonly route: BusRouteRecord
  readonly directionId: number
}

export interface LrtPattern extends PatternOf<LrtStationRecord> {
  readonly kind: 'lrt'
  readonly line: LrtLineRecord
}

interface PatternOf<S> {
  /** In the order of travel. */
  readonly stops: readonly S[]
  /** The same, with what else calls there. */
  readonly halts: readonly Halt[]
  /** From the first stop to each, along straight lines. */
  readonly metres: readonly number[]
}

/** Where something can be boarded: a bus stop or an LRT station. */
export interface Halt {
  readonly place: PlaceValue | null
  readonly calls: readonly Call[]
  /** Itself, and those to which one walks for a change. */
  readonly changes: readonly Near<Halt>[]
}

export interface Call {
  readonly pattern: Pattern
  readonly sequence: number
}

export interface JourneyNetwork {
  readonly patterns: readonly Pattern[]
  readonly near: NearbyIndex<Halt>
}

/** What the network is built from; stops that a register lacks are left out of the patterns. */
export interface NetworkRecords {
  readonly routes: ReadonlyMap<string, BusRouteRecord>
  readonly directions: readonly Direction[]
  readonly stops: ReadonlyMap<string, BusStopRecord>
  readonly lines: readonly LrtLineRecord[]
  readonly stations: ReadonlyMap<string, LrtStationRecord>
}

export function buildJourneyNetwork(records: NetworkRecords): JourneyNetwork {
  const halts = new Map<BusStopRecord | LrtStationRecord, HaltInMaking>()
  const patterns = [...buildBusPatterns(records, halts), ...buildLrtPatterns(records, halts)]
  for (const pattern of patterns) {
    pattern.stops.forEach((stop, sequence) => halts.get(stop)?.calls.push({ pattern, sequence }))
  }
  const all = [...halts.values()]
  const near = createNearbyIndex<Halt>(all, ({ place }) => place)
  for (const halt of all) halt.changes = listChanges(halt, near)
  return { patterns, near }
}

/** Whether two patterns are one route or line, so that between them there is nothing to change. */
export function areOneLine(a: Pattern, b: Pattern): boolean {
  if (a.kind === 'bus') return b.kind === 'bus' && a.route.id === b.route.id
  return b.kind === 'lrt' && a.line.id === b.line.id
}

/** What one of the lists of a pattern says of a call. */
export function ofCall<T>(ofPattern: readonly T[], sequence: number): T {
  const item = ofPattern[sequence]
  if (item === undefined) throw new RangeError(`Expected a call below ${ofPattern.length}; got ${sequence}.`)
  return item
}

interface HaltInMaking extends Halt {
  readonly calls: Call[]
  changes: readonly Near<Halt>[]
}

type Halts = Map<BusStopRecord | LrtStationRecord, HaltInMaking>

function buildBusPatterns(
  { routes, directions, stops }: NetworkRecords,
  halts: Halts,
): readonly BusPattern[] {
  return directions.flatMap(({ route: id, directionId, stops: ids }) => {
    const route = routes.get(id)
    const calls = ids.flatMap((stop) => stops.get(stop) ?? [])
    return route ? [{ kind: 'bus', route, directionId, ...layOut(calls, halts) }] : []
  })
}

/** Trains run along a line both ways. */
function buildLrtPatterns({ lines, stations }: NetworkRecords, halts: Halts): readonly LrtPattern[] {
  return lines.flatMap((line) => {
    const calls = line.stations.flatMap((station) => stations.get(station) ?? [])
    return [calls, calls.toReversed()].map((ordered): LrtPattern => ({
      kind: 'lrt',
      line,
      ...layOut(ordered, halts),
    }))
  })
}

function layOut<S extends BusStopRecord | LrtStationRecord>(stops: readonly S[], halts: Halts): PatternOf<S> {
  return { stops, halts: stops.map((stop) => haltOf(stop, halts)), metres: measure(stops) }
}

function haltOf(stop: BusStopRecord | LrtStationRecord, halts: Halts): Halt {
  const known = halts.get(stop)
  if (known) return known
  const halt: HaltInMaking = { place: stop.place, calls: [], changes: [] }
  halts.set(stop, halt)
  return halt
}

/** A stop without a coordinate is passed on the straight line between its neighbours. */
function measure(stops: readonly { readonly place: PlaceValue | null }[]): readonly number[] {
  let metres = 0
  let last: PlaceValue | null = null
  return stops.map(({ place }) => {
    if (place && last) metres += Math.round(metresBetween(last, place))
    last = place ?? last
    return metres
  })
}

function listChanges(halt: Halt, near: NearbyIndex<Halt>): readonly Near<Halt>[] {
  const walks = halt.place ? near.near(halt.place, CHANGE_METRES, Number.POSITIVE_INFINITY) : []
  return [{ item: halt, metres: 0 }, ...walks.filter(({ item }) => item !== halt)]
}

import { array, assert, constantFrom, integer, option, property, record, shuffledSubarray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPlace, metresBetween, type PlaceValue, type Position } from '../../_kit/place.ts'
import { RouteType } from '../source/busRoutes.ts'
import { describeJourney } from './describeJourney.ts'
import { findJourneys, type Way } from './findJourneys.ts'
import { buildJourneyNetwork, type Pattern } from './network.ts'

/** Stops by their places; what calls there in which order: a bus in one direction, a train in both. */
interface TestNetwork {
  readonly stops: Readonly<Record<string, PlaceValue | null>>
  readonly vehicles: readonly TestVehicle[]
}

interface TestVehicle {
  readonly line: string
  readonly kind: 'bus' | 'lrt'
  readonly stops: readonly string[]
  /** Null where nobody knows, 'none' where it does not run. */
  readonly wait: number | null | 'none'
}

const NOBODY = { zh: null, pt: null, en: null }

function find(network: TestNetwork, from: Position, to: Position, withinMetres = 400): readonly Way[] {
  const { built, waits } = build(network)
  return findJourneys(built, { from, to, withinMetres, first: 1_000, waits })
}

function build({ stops, vehicles }: TestNetwork) {
  const buses = vehicles.filter(({ kind }) => kind === 'bus')
  const trains = vehicles.filter(({ kind }) => kind === 'lrt')
  const idsOf = (some: readonly TestVehicle[]) => [...new Set(some.flatMap((one) => one.stops))]
  const built = buildJourneyNetwork({
    routes: new Map(
      buses.map(({ line: id }) => [
        id,
        {
          id,
          longName: NOBODY,
          operators: null,
          routeType: RouteType.REGULAR,
          isCircular: false,
          fareMop: null,
          fareElectronicMop: null,
        },
      ]),
    ),
    directions: buses.map(({ line, stops: calls }, directionId) => ({
      route: line,
      directionId,
      stops: calls,
    })),
    stops: new Map(
      idsOf(buses).map((id) => [
        id,
        { id, stopGroup: id, name: NOBODY, place: stops[id] ?? null, area: null, routesAll: [] },
      ]),
    ),
    lines: trains.map(({ line: id, stops: stations }) => ({
      kind: 'line',
      id,
      name: NOBODY,
      openedOn: null,
      openedRemark: null,
      fare: null,
      stations,
    })),
    stations: new Map(
      idsOf(trains).map((id) => [
        id,
        { kind: 'station', id, name: NOBODY, lines: [], place: stops[id] ?? null, area: null },
      ]),
    ),
  })
  const waits = new Map<Pattern, number | null>()
  for (const pattern of built.patterns) {
    const vehicle =
      pattern.kind === 'bus'
        ? buses[pattern.directionId]
        : trains.find(({ line }) => line === pattern.line.id)
    if (vehicle && vehicle.wait !== 'none') waits.set(pattern, vehicle.wait)
  }
  return { built, waits }
}

/** Every tenth of this grid is 111 metres from south to north. */
function at(tenths: number, east = 0): PlaceValue {
  return createPlace({ lat: 22.15 + tenths / 1_000, lng: 113.55 + east / 1_000 })
}

/** "12 min: 95 m, 17 A-C (4+10), 180 m". */
function write(ways: readonly Way[]): readonly string[] {
  return ways.map((way) => {
    const { minutes, legs } = describeJourney(way)
    const parts = legs.map((leg) => {
      if ('metres' in leg) return `${leg.metres} m`
      const line = 'route' in leg ? leg.route.id : leg.line.id
      return `${line} ${leg.boardAt.id}-${leg.alightAt.id} (${leg.waitMinutes}+${leg.rideMinutes})`
    })
    return `${minutes} min: ${parts.join(', ')}`
  })
}

const bus = (line: string, stops: string, wait: TestVehicle['wait'] = 5): TestVehicle => ({
  line,
  kind: 'bus',
  stops: stops.split(' '),
  wait,
})
const train = (line: string, stops: string): TestVehicle => ({ ...bus(line, stops, null), kind: 'lrt' })

describe('journeys', () => {
  /** A street from A in the south to F, 1112 metres from one stop to the next. */
  const stops = { A: at(0), B: at(10), C: at(20), D: at(30), E: at(40), F: at(50) }

  it('add up waiting, riding and walking, each part in whole minutes', () => {
    const vehicles = [bus('1', 'A B C')]
    // 1112 m are 4.4 minutes at 250 m a minute, two of them 8.9; 111 m are 2 minutes on foot.
    expect(write(find({ stops, vehicles }, at(0), at(20)))).toEqual(['14 min: 1 A-C (5+9)'])
    expect(write(find({ stops, vehicles }, at(-1), at(21)))).toEqual(['18 min: 111 m, 1 A-C (5+9), 111 m'])
  })

  it('take at least a minute for each stop', () => {
    const close = { A: at(0), B: at(1), C: at(2), D: at(30) }
    expect(write(find({ stops: close, vehicles: [bus('1', 'A B C', 1)] }, at(0), at(2), 200))).toEqual([
      '3 min: 1 A-C (1+2)',
    ])
  })

  it('change once, at one stop or by a short walk, and never twice', () => {
    const vehicles = [bus('1', 'A B C'), bus('2', 'C D'), bus('3', 'D E F')]
    expect(write(find({ stops, vehicles }, at(0), at(30)))).toEqual(['24 min: 1 A-C (5+9), 2 C-D (5+5)'])
    expect(write(find({ stops, vehicles }, at(0), at(50)))).toEqual([])
    const apart = { ...stops, C2: at(20, 1.5) }
    const walking = [bus('1', 'A B C'), bus('2', 'C2 D')]
    expect(write(find({ stops: apart, vehicles: walking }, at(0), at(30)))).toEqual([
      '27 min: 1 A-C (5+9), 154 m, 2 C2-D (5+5)',
    ])
    const tooFar = { ...stops, C2: at(20, 2.5) }
    expect(write(find({ stops: tooFar, vehicles: walking }, at(0), at(30)))).toEqual([])
  })

  it('leave out a change of which one vehicle alone is no slower, or that is between directions of one route', () => {
    const vehicles = [bus('1', 'A B C'), bus('2', 'A C')]
    expect(write(find({ stops, vehicles }, at(0), at(20)))).toEqual([
      '14 min: 2 A-C (5+9)',
      '14 min: 1 A-C (5+9)',
    ])
    const thereAndBack = [bus('2', 'A D'), bus('2', 'D C')]
    expect(write(find({ stops, vehicles: thereAndBack }, at(0), at(20)))).toEqual([])
  })

  it('leave out what does not run, and what is no quicker than walking', () => {
    const vehicles = [bus('1', 'A B', 'none'), bus('2', 'A B', 15)]
    expect(write(find({ stops, vehicles }, at(0), at(10)))).toEqual([])
    expect(write(find({ stops, vehicles }, at(0), at(2)))).toEqual(['4 min: 222 m'])
  })

  it('do not know how long it takes where a wait is not known, and count it as none', () => {
    const vehicles = [train('taipa', 'F D A'), bus('1', 'A D')]
    expect(write(find({ stops, vehicles }, at(0), at(30)))).toEqual([
      'null min: taipa A-D (null+8)',
      '19 min: 1 A-D (5+14)',
    ])
    const [first] = find({ stops, vehicles }, at(0), at(30)).map(describeJourney)
    expect(first).toMatchObject({ minutes: null, minutesWithoutWaiting: 8, changeCount: 0 })
  })

  it('pass a stop without a coordinate on the straight line, and may change there', () => {
    const vehicles = [bus('1', 'A X C'), bus('2', 'X D')]
    expect(write(find({ stops: { ...stops, X: null }, vehicles }, at(0), at(20)))).toEqual([
      '14 min: 1 A-C (5+9)',
    ])
    // Of a route that begins where nobody knows, the metres count from its first known stop.
    expect(write(find({ stops: { ...stops, X: null }, vehicles }, at(0), at(30)))).toEqual([
      '12 min: 1 A-X (5+1), 2 X-D (5+1)',
    ])
  })

  it('are those that trying everything finds', () => {
    const counts = [0, 0, 0]
    assert(
      property(
        networks,
        positions,
        positions,
        integer({ min: 100, max: 900 }),
        (network, from, to, within) => {
          const ways = find(network, from, to, within)
          expect(tellAll(ways)).toEqual(tryEverything(network, from, to, within).map(tell).toSorted())
          const minutes = ways.map((way) => way.minutes)
          expect(minutes).toEqual(minutes.toSorted((a, b) => a - b))
          for (const { legs } of ways) {
            const rides = legs.filter(({ kind }) => kind === 'ride').length
            counts[rides] = (counts[rides] ?? 0) + 1
          }
        },
      ),
      { numRuns: 500, seed: 20_261_122 },
    )
    expect(Math.min(...counts), `on foot, direct, with a change: ${counts}`).toBeGreaterThan(40)
  })
})

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']
const positions = record({ north: integer({ min: 0, max: 40 }), east: integer({ min: 0, max: 3 }) }).map(
  ({ north, east }) => at(north, east),
)
const networks = record({
  places: array(option(positions, { freq: 8 }), { minLength: NAMES.length, maxLength: NAMES.length }),
  vehicles: array(
    record({
      line: constantFrom('1', '2', '3'),
      kind: constantFrom('bus' as const, 'bus' as const, 'lrt' as const),
      // Buses and trains never call at one pole; a bus may come back to where it began.
      stops: shuffledSubarray(NAMES, { minLength: 2 }),
      wait: constantFrom<TestVehicle['wait']>(null, 'none', 1, 4, 9),
    }),
    { minLength: 1, maxLength: 6 },
  ),
}).map(({ places, vehicles }): TestNetwork => ({
  stops: Object.fromEntries(
    ['', 't'].flatMap((prefix) => NAMES.map((name, index) => [prefix + name, places[index] ?? null])),
  ),
  vehicles: vehicles.map((vehicle, index) =>
    vehicle.kind === 'bus'
      ? { ...vehicle, stops: index % 2 ? vehicle.stops : [...vehicle.stops, vehicle.stops[0] ?? 'A'] }
      : { ...vehicle, line: `train ${index}`, stops: vehicle.stops.map((name) => `t${name}`) },
  ),
}))

/** What is told of a journey without its stops, of which several may be equally good. */
interface PlainJourney {
  readonly lines: readonly string[]
  readonly minutes: number
  readonly walkingMetres: number
  readonly stopCount: number
}

function tell({ lines, minutes, walkingMetres, stopCount }: PlainJourney): string {
  return `${lines.join(' then ') || 'on foot'}: ${minutes} min, ${walkingMetres} m, ${stopCount} stops`
}

/** Summed up from their legs, so that what they say of themselves is tried too. */
function tellAll(ways: readonly Way[]): readonly string[] {
  return ways
    .map((way) => {
      const { legs, walkingMetres, minutesWithoutWaiting } = describeJourney(way)
      const rides = legs.flatMap((leg) => ('rideMinutes' in leg ? [leg] : []))
      const waits = rides.reduce((sum, { waitMinutes }) => sum + (waitMinutes ?? 0), 0)
      return tell({
        lines: rides.map((leg) => ('route' in leg ? leg.route.id : leg.line.id)),
        minutes: minutesWithoutWaiting + waits,
        walkingMetres,
        stopCount: rides.reduce((sum, { stopCount }) => sum + stopCount, 0),
      })
    })
    .toSorted()
}

interface PlainRide {
  readonly vehicle: TestVehicle
  readonly line: string
  readonly board: string
  readonly alight: string
  readonly stopCount: number
  readonly minutes: number
}

/**
 * The same by another road: each stop of each vehicle against each later one, and each such ride against each of another
 * line. Of each vehicle, or two, the best; what may be left out is left out.
 */
function tryEverything(
  network: TestNetwork,
  from: Position,
  to: Position,
  within: number,
): readonly PlainJourney[] {
  const place = (id: string) => network.stops[id] ?? null
  const vehicles = network.vehicles
    .filter(({ wait }) => wait !== 'none')
    .flatMap((vehicle) =>
      vehicle.kind === 'bus' ? [vehicle] : [vehicle, { ...vehicle, stops: vehicle.stops.toReversed() }],
    )
  const rides = vehicles.map((vehicle) => everyRide(vehicle, place))
  const boarding = rides.map((some) => some.filter(({ board }) => apart(from, place(board)) <= within))
  const alighting = rides.map((some) => some.filter(({ alight }) => apart(place(alight), to) <= within))
  const whole = (parts: readonly PlainRide[], between: readonly number[]): PlainJourney => {
    const [first, last] = [parts[0], parts.at(-1)]
    const ends = first && last ? [apart(from, place(first.board)), apart(place(last.alight), to)] : []
    return sumUp(parts, [...ends, ...between])
  }
  const direct = boarding.map((some, index) =>
    pickBest(some.filter((ride) => alighting[index]?.includes(ride)).map((ride) => whole([ride], []))),
  )
  const changing = boarding.flatMap((firsts, one) =>
    alighting.flatMap((seconds, two) => {
      const [a, b] = [vehicles[one], vehicles[two]]
      if (!a || !b || (a.kind === b.kind && a.line === b.line)) return []
      const best = pickBest(
        firsts.flatMap((first) =>
          seconds.flatMap((second) => {
            const metres = first.alight === second.board ? 0 : apart(place(first.alight), place(second.board))
            return metres <= 200 ? [whole([first, second], [metres])] : []
          }),
        ),
      )
      const alone = Math.min(...[direct[one], direct[two]].map((journey) => journey?.minutes ?? Infinity))
      return best && best.minutes < alone ? [best] : []
    }),
  )
  const onFoot = sumUp([], [apart(from, to)])
  return [
    ...[...direct.flatMap((one) => one ?? []), ...changing].filter(({ minutes }) => minutes < onFoot.minutes),
    ...(onFoot.walkingMetres <= within ? [onFoot] : []),
  ]
}

function everyRide(vehicle: TestVehicle, place: (id: string) => Position | null): readonly PlainRide[] {
  const { line, stops } = vehicle
  const wait = typeof vehicle.wait === 'number' ? vehicle.wait : 0
  const speed = vehicle.kind === 'bus' ? 250 : 417
  return stops.flatMap((board, start) =>
    stops.slice(start + 1).map((alight, index) => {
      const end = start + 1 + index
      const metres = ridden(stops.slice(0, end + 1).map(place)) - ridden(stops.slice(0, start + 1).map(place))
      const minutes = wait + Math.max(end - start, Math.ceil(metres / speed))
      return { vehicle, line, board, alight, stopCount: end - start, minutes }
    }),
  )
}

function ridden(places: readonly (Position | null)[]): number {
  const known = places.flatMap((place) => place ?? [])
  return known.slice(1).reduce((sum, place, index) => sum + Math.round(apart(known[index] ?? null, place)), 0)
}

/** Infinitely far where a coordinate is not known. */
function apart(a: Position | null, b: Position | null): number {
  return a && b ? metresBetween(a, b) : Infinity
}

function sumUp(rides: readonly PlainRide[], walks: readonly number[]): PlainJourney {
  const metres = walks.map(Math.round)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
  return {
    lines: rides.map(({ line }) => line),
    minutes: sum(rides.map(({ minutes }) => minutes)) + sum(metres.map((one) => Math.ceil(one / 60))),
    walkingMetres: sum(metres),
    stopCount: sum(rides.map(({ stopCount }) => stopCount)),
  }
}

function pickBest(journeys: readonly PlainJourney[]): PlainJourney | undefined {
  return journeys.toSorted(
    (a, b) => a.minutes - b.minutes || a.walkingMetres - b.walkingMetres || a.stopCount - b.stopCount,
  )[0]
}

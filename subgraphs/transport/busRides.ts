import type { Near } from '../_kit/nearby.ts'
import type { BusStopRecord } from './source/busStops.ts'

/** One direction of a route with its calls in the order of travel. */
export interface Direction {
  readonly route: string
  readonly directionId: number
  readonly stops: readonly string[]
}

export interface Ride {
  readonly route: string
  readonly directionId: number
  readonly boardAt: BusStopRecord
  readonly boardMetres: number
  readonly alightAt: BusStopRecord
  readonly alightMetres: number
  /** How many stops the bus goes on after boarding, that of alighting included. */
  readonly stopCount: number
}

/** Where the routes call, by stop: built once for a network. */
export type RideIndex = ReadonlyMap<string, readonly Call[]>

interface Call {
  readonly direction: Direction
  /** The direction's place among all, which settles what is else equal. */
  readonly order: number
  readonly sequence: number
}

/** A call that can be reached on foot. */
interface Reach extends Call {
  readonly stop: BusStopRecord
  readonly metres: number
}

const MAX_RIDES = 20

export function createRideIndex(directions: readonly Direction[]): RideIndex {
  const index = new Map<string, Call[]>()
  directions.forEach((direction, order) =>
    direction.stops.forEach((stop, sequence) => {
      const calls = index.get(stop)
      if (calls) calls.push({ direction, order, sequence })
      else index.set(stop, [{ direction, order, sequence }])
    }),
  )
  return index
}

/**
 * Rides without a change from stops near one place to stops near another: of each direction of each route the pair
 * with the least walking, then the fewest stops. A circular route is taken to its last stop and no further, since at
 * its terminus passengers leave the bus.
 */
export function findRides(
  index: RideIndex,
  origins: readonly Near<BusStopRecord>[],
  targets: readonly Near<BusStopRecord>[],
): readonly Ride[] {
  const boarding = reachDirections(index, origins)
  const alighting = reachDirections(index, targets)
  return [...boarding]
    .flatMap(([direction, boards]) => chooseBest(boards, alighting.get(direction) ?? []) ?? [])
    .toSorted(comparePairs)
    .slice(0, MAX_RIDES)
    .map(createRide)
}

interface Pair {
  readonly board: Reach
  readonly alight: Reach
}

function reachDirections(
  index: RideIndex,
  stops: readonly Near<BusStopRecord>[],
): ReadonlyMap<Direction, readonly Reach[]> {
  const reached = new Map<Direction, Reach[]>()
  for (const { item, metres } of stops) {
    for (const call of index.get(item.id) ?? []) {
      const reaches = reached.get(call.direction) ?? []
      reached.set(call.direction, reaches)
      reaches.push({ ...call, stop: item, metres })
    }
  }
  return reached
}

function chooseBest(boards: readonly Reach[], alights: readonly Reach[]): Pair | null {
  let best: Pair | null = null
  for (const board of boards) {
    for (const alight of alights) {
      // A loop back to the stop where one stands is no ride.
      if (alight.sequence <= board.sequence || alight.stop === board.stop) continue
      const pair = { board, alight }
      if (best === null || comparePairs(pair, best) < 0) best = pair
    }
  }
  return best
}

function comparePairs(a: Pair, b: Pair): number {
  return (
    walkingMetres(a) - walkingMetres(b) ||
    stopCount(a) - stopCount(b) ||
    a.board.order - b.board.order ||
    a.board.sequence - b.board.sequence
  )
}

function walkingMetres({ board, alight }: Pair): number {
  return board.metres + alight.metres
}

function stopCount({ board, alight }: Pair): number {
  return alight.sequence - board.sequence
}

function createRide({ board, alight }: Pair): Ride {
  return {
    route: board.direction.route,
    directionId: board.direction.directionId,
    boardAt: board.stop,
    boardMetres: board.metres,
    alightAt: alight.stop,
    alightMetres: alight.metres,
    stopCount: stopCount({ board, alight }),
  }
}

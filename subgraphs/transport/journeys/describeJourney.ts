import type { BusRouteRecord } from '../source/busRoutes.ts'
import type { BusStopRecord } from '../source/busStops.ts'
import type { LrtLineRecord, LrtStationRecord } from '../source/lrt.ts'
import type { Leg, RideLeg, Way } from './findJourneys.ts'
import { rideMinutes, walkMinutes } from './minutes.ts'
import { ofCall } from './network.ts'

/** A journey as the graph tells it. */
export interface DescribedJourney {
  readonly legs: readonly DescribedLeg[]
  readonly minutes: number | null
  readonly minutesWithoutWaiting: number
  readonly walkingMetres: number
  readonly changeCount: number
}

export type DescribedLeg = DescribedWalk | DescribedBus | DescribedTrain

interface DescribedWalk {
  readonly __typename: 'WalkLeg'
  readonly minutes: number
  readonly metres: number
}

interface DescribedBus extends DescribedRide<BusStopRecord> {
  readonly __typename: 'BusLeg'
  readonly route: BusRouteRecord
  readonly directionId: number
}

interface DescribedTrain extends DescribedRide<LrtStationRecord> {
  readonly __typename: 'LrtLeg'
  readonly line: LrtLineRecord
}

interface DescribedRide<S> {
  readonly minutes: number | null
  readonly boardAt: S
  readonly alightAt: S
  readonly stopCount: number
  readonly waitMinutes: number | null
  readonly rideMinutes: number
}

export function describeJourney({ legs, minutes, walkingMetres }: Way): DescribedJourney {
  const rides = legs.filter((leg) => leg.kind === 'ride')
  const waits = rides.map(({ waitMinutes }) => waitMinutes)
  return {
    legs: legs.map(describeLeg),
    minutes: waits.includes(null) ? null : minutes,
    minutesWithoutWaiting: minutes - waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0),
    walkingMetres,
    changeCount: Math.max(0, rides.length - 1),
  }
}

function describeLeg(leg: Leg): DescribedLeg {
  if (leg.kind === 'walk')
    return { __typename: 'WalkLeg', minutes: walkMinutes(leg.metres), metres: leg.metres }
  const { pattern } = leg
  return pattern.kind === 'bus'
    ? {
        __typename: 'BusLeg',
        route: pattern.route,
        directionId: pattern.directionId,
        ...describeRide(leg, pattern.stops),
      }
    : { __typename: 'LrtLeg', line: pattern.line, ...describeRide(leg, pattern.stops) }
}

function describeRide<S>(
  { pattern, board, alight, waitMinutes }: RideLeg,
  stops: readonly S[],
): DescribedRide<S> {
  const ridden = rideMinutes(pattern, board, alight)
  return {
    minutes: waitMinutes === null ? null : waitMinutes + ridden,
    boardAt: ofCall(stops, board),
    alightAt: ofCall(stops, alight),
    stopCount: alight - board,
    waitMinutes,
    rideMinutes: ridden,
  }
}

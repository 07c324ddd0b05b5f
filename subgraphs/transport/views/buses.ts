import { createFeed, type Feed, type FeedSurroundings } from '../../_kit/feed.ts'
import type { CallParameters } from '../../_kit/feedDescriptor.ts'
import { groupBy, indexBy } from '../../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../../_kit/nearby.ts'
import { createView } from '../../_kit/view.ts'
import { createRideIndex, type Direction, type RideIndex } from '../busRides.ts'
import { compareIds } from '../compareIds.ts'
import { busHeadways, type HeadwayRecord } from '../source/busHeadways.ts'
import { busLive, type BusRecord } from '../source/busLive.ts'
import { busRosters, type BusRosterRecord } from '../source/busRosters.ts'
import { busRouteOrder, type RouteCallRecord } from '../source/busRouteOrder.ts'
import { busRoutes, type BusRouteRecord } from '../source/busRoutes.ts'
import { busStops, type BusStopRecord } from '../source/busStops.ts'

export interface BusFeeds {
  readonly stops: Feed<BusStopRecord>
  readonly routes: Feed<BusRouteRecord>
  readonly order: Feed<RouteCallRecord>
  readonly headways: Feed<HeadwayRecord>
  readonly live: Feed<BusRecord>
  readonly rosters: Feed<BusRosterRecord>
}

/** Each is of as few feeds as it needs, so that a feed that never came costs only what needs it. */
export interface BusViews {
  readonly feeds: BusFeeds
  stops(): StopRegister
  routes(): RouteRegister
  network(): BusNetwork
  headways(): ReadonlyMap<string, readonly HeadwayRecord[]>
  live(): LiveBuses
  rosters(): ReadonlyMap<string, BusRosterRecord>
}

export interface StopRegister {
  readonly all: readonly BusStopRecord[]
  readonly byId: ReadonlyMap<string, BusStopRecord>
  readonly byArea: ReadonlyMap<string | null, readonly BusStopRecord[]>
  readonly near: NearbyIndex<BusStopRecord>
}

export interface RouteRegister {
  readonly all: readonly BusRouteRecord[]
  readonly byId: ReadonlyMap<string, BusRouteRecord>
}

export interface BusNetwork {
  readonly routes: ReadonlyMap<string, BusRouteRecord>
  readonly directionsByRoute: ReadonlyMap<string, readonly Direction[]>
  /** The routes that call at a stop, each once. */
  readonly routesByStop: ReadonlyMap<string, readonly string[]>
  readonly rides: RideIndex
}

export interface LiveBuses {
  readonly all: readonly BusRecord[]
  readonly byId: ReadonlyMap<string, BusRecord>
  readonly byRoute: ReadonlyMap<string, readonly BusRecord[]>
  readonly byStop: ReadonlyMap<string, readonly BusRecord[]>
}

export function createBusViews(surroundings: FeedSurroundings): BusViews {
  const stops = createFeed(busStops, surroundings)
  const routes = createFeed(busRoutes, surroundings)
  const order = createFeed(busRouteOrder, surroundings)
  const headways = createFeed(busHeadways, surroundings)
  const live = createFeed(busLive, surroundings, () => liveCalls(routes.read().records))
  const rosters = createFeed(busRosters, surroundings)
  return {
    feeds: { stops, routes, order, headways, live, rosters },
    stops: createView([stops], () => buildStops(stops.read().records)),
    routes: createView([routes], () => buildRoutes(routes.read().records)),
    network: createView([routes, order], () => buildNetwork(routes.read().records, order.read().records)),
    headways: createView([headways], () => groupBy(headways.read().records, ({ route }) => route)),
    live: createView([live], () => buildLiveBuses(live.read().records)),
    rosters: createView([rosters], () => indexBy(rosters.read().records, ({ bus }) => bus)),
  }
}

/** `{routeName}` and `{dir}` in the address of the live buses: one call for each direction. */
function liveCalls(routes: readonly BusRouteRecord[]): readonly CallParameters[] {
  return routes.flatMap(({ id, isCircular }) =>
    (isCircular ? ['0'] : ['0', '1']).map((dir) => ({ routeName: id, dir })),
  )
}

function buildStops(records: readonly BusStopRecord[]): StopRegister {
  const all = records.toSorted(compareIds)
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    byArea: groupBy(all, ({ area }) => area),
    near: createNearbyIndex(all, ({ place }) => place),
  }
}

function buildRoutes(records: readonly BusRouteRecord[]): RouteRegister {
  const all = records.toSorted(compareIds)
  return { all, byId: indexBy(all, ({ id }) => id) }
}

/** Directions stand in the order of their routes' ids; calls of a route that the register lacks are left out. */
function buildNetwork(routes: readonly BusRouteRecord[], calls: readonly RouteCallRecord[]): BusNetwork {
  const callsByRoute = groupBy(calls, ({ route }) => route)
  const directions = routes
    .toSorted(compareIds)
    .flatMap(({ id }) => buildDirections(id, callsByRoute.get(id) ?? []))
  return {
    routes: indexBy(routes, ({ id }) => id),
    directionsByRoute: groupBy(directions, ({ route }) => route),
    routesByStop: indexRoutesByStop(directions),
    rides: createRideIndex(directions),
  }
}

function buildDirections(route: string, calls: readonly RouteCallRecord[]): readonly Direction[] {
  return [...groupBy(calls, ({ directionId }) => directionId)]
    .toSorted(([a], [b]) => a - b)
    .map(([directionId, ofDirection]) => ({
      route,
      directionId,
      stops: ofDirection.toSorted((a, b) => a.sequence - b.sequence).map(({ stop }) => stop),
    }))
}

function indexRoutesByStop(directions: readonly Direction[]): ReadonlyMap<string, readonly string[]> {
  const routes = new Map<string, Set<string>>()
  for (const { route, stops } of directions) {
    for (const stop of stops) routes.set(stop, (routes.get(stop) ?? new Set()).add(route))
  }
  return new Map([...routes].map(([stop, ids]) => [stop, [...ids]]))
}

function buildLiveBuses(records: readonly BusRecord[]): LiveBuses {
  const all = records.toSorted(compareIds)
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    byRoute: groupBy(all, ({ route }) => route),
    byStop: groupBy(all, ({ stop }) => stop),
  }
}

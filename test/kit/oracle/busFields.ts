import { areaOf } from './areas.ts'
import { routes, stops, type Route, type Stop } from './buses.ts'
import { near, type NearbyArguments, type Place } from './distances.ts'
import { assertArea, listPage, type ListArguments, type ListFacts } from './lists.ts'
import { assertInput, plain, type Resolvers } from './resolvers.ts'

interface StopFilter {
  readonly area?: string | null
  readonly stopGroup?: string | null
  readonly route?: string | null
  readonly routeTypes?: readonly string[] | null
}

interface RouteFilter {
  readonly routeTypes?: readonly string[] | null
  readonly operator?: string | null
}

interface Stops extends ListArguments {
  readonly filter?: StopFilter | null
}

interface Routes extends ListArguments {
  readonly filter?: RouteFilter | null
}

function chooseStops({ area, stopGroup, route, routeTypes }: StopFilter): readonly Stop[] {
  assertArea(area)
  assertInput(!stopGroup || stops.some((stop) => stop.stopGroup === stopGroup), 'filter.stopGroup')
  assertInput(!route || routes.some(({ id }) => id === route), 'filter.route')
  return stops.filter(
    (stop) =>
      (!area || stop.area === area) &&
      (!stopGroup || stop.stopGroup === stopGroup) &&
      (!route || stop.routes.some(({ id }) => id === route)) &&
      (!routeTypes || stop.routes.some(({ routeType }) => routeTypes.includes(routeType))),
  )
}

function chooseRoutes({ routeTypes, operator }: RouteFilter): readonly Route[] {
  assertInput(!operator || routes.some(({ operators }) => operators?.includes(operator)), 'filter.operator')
  return routes.filter(
    (route) =>
      (!routeTypes || routeTypes.includes(route.routeType)) &&
      (!operator || (route.operators ?? []).some((name) => name === operator)),
  )
}

const STOPS: ListFacts<Stop> = {
  all: stops,
  keys: { ROUTES_ALL: ({ routesAll }) => routesAll.length },
  old: {
    ID: [{ field: 'ID', direction: 'ASC' }],
    ROUTES_MOST_FIRST: [{ field: 'ROUTES_ALL', direction: 'DESC' }],
  },
}

const routeFields = plain('id', 'shortName', 'longName', 'operators', 'routeType', 'isCircular', 'fareMop')

export const busResolvers: Resolvers = {
  BusRoute: {
    ...routeFields,
    ...plain('fareElectronicMop', 'headways', 'directions', 'provenance'),
    stops: ({ directions }: Route, args: { directionId: number }) =>
      directions
        .find(({ directionId }) => directionId === args.directionId)
        ?.stopIds.map((stopId) => stops.find(({ id }) => id === stopId)) ?? null,
  },
  Headway: plain('days', 'startTime', 'endTime', 'minMinutes', 'maxMinutes'),
  RouteDirection: {
    ...plain('directionId'),
    stops: ({ stopIds }: Route['directions'][number]) =>
      stopIds.map((stopId) => stops.find(({ id }) => id === stopId)),
  },
  BusStop: {
    ...plain('id', 'stopGroup', 'name', 'place', 'areaIsEstimated', 'routesAll', 'routes', 'provenance'),
    area: areaOf,
  },
  Query: {
    busRoute: (_: unknown, { id }: { id: string }) => routes.find((route) => route.id === id) ?? null,
    busRoutes: (_: unknown, args: Routes) =>
      listPage(chooseRoutes(args.filter ?? {}), args, {
        all: routes,
        keys: { FARE_MOP: ({ fareMop }) => fareMop },
      }),
    busStop: (_: unknown, { id }: { id: string }) => stops.find((stop) => stop.id === id) ?? null,
    busStops: (_: unknown, args: Stops) => listPage(chooseStops(args.filter ?? {}), args, STOPS),
  },
  AdministrativeArea: {
    busStops: ({ id }: { id: string }, args: Stops) =>
      listPage(
        chooseStops(args.filter ?? {}).filter(({ area }) => area === id),
        args,
        STOPS,
      ),
  },
  Place: {
    nearbyStops: (place: Place, { routeTypes, ...args }: NearbyArguments & StopFilter) =>
      near(chooseStops({ routeTypes: routeTypes ?? null }), place, args, 'stop'),
  },
  NearbyStop: plain('metres', 'stop'),
}

import { areaOf } from './areas.ts'
import { routes, stopOrders, stops, type Route, type Stop } from './buses.ts'
import { near, type NearbyArguments, type Place } from './distances.ts'
import { page, type PageArguments } from './pages.ts'
import { plain, type Resolvers } from './resolvers.ts'

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

interface Stops extends PageArguments {
  readonly filter?: StopFilter | null
  readonly orderBy: keyof typeof stopOrders
}

interface Routes extends PageArguments {
  readonly filter?: RouteFilter | null
}

function chooseStops({ area, stopGroup, route, routeTypes }: StopFilter): readonly Stop[] {
  return stops.filter(
    (stop) =>
      (!area || stop.area === area) &&
      (!stopGroup || stop.stopGroup === stopGroup) &&
      (!route || stop.routes.some(({ id }) => id === route)) &&
      (!routeTypes || stop.routes.some(({ routeType }) => routeTypes.includes(routeType))),
  )
}

function chooseRoutes({ routeTypes, operator }: RouteFilter): readonly Route[] {
  return routes.filter(
    (route) =>
      (!routeTypes || routeTypes.includes(route.routeType)) &&
      (!operator || (route.operators ?? []).some((name) => name === operator)),
  )
}

const routeFields = plain('id', 'shortName', 'longName', 'operators', 'routeType', 'isCircular', 'fareMop')

export const busResolvers: Resolvers = {
  BusRoute: { ...routeFields, ...plain('fareElectronicMop', 'headways', 'directions', 'provenance') },
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
    busRoutes: (_: unknown, { filter, ...rest }: Routes) => page(chooseRoutes(filter ?? {}), rest),
    busStop: (_: unknown, { id }: { id: string }) => stops.find((stop) => stop.id === id) ?? null,
    busStops: (_: unknown, { filter, orderBy, ...rest }: Stops) =>
      page(chooseStops(filter ?? {}).toSorted(stopOrders[orderBy]), rest),
  },
  AdministrativeArea: {
    busStops: ({ id }: { id: string }, args: PageArguments) => page(chooseStops({ area: id }), args),
  },
  Place: {
    nearbyStops: (place: Place, { routeTypes, ...args }: NearbyArguments & StopFilter) =>
      near(chooseStops({ routeTypes: routeTypes ?? null }), place, args, 'stop'),
  },
  NearbyStop: plain('metres', 'stop'),
}

import { BusStopOrder, type BusStopsArgs } from '../schema/busStop.ts'
import type { RouteType } from '../source/busRoutes.ts'
import type { BusStopRecord } from '../source/busStops.ts'
import type { BusViews } from '../views/buses.ts'

/** The stops of a list, filtered and in order. */
export function selectBusStops(
  views: BusViews,
  { filter, orderBy }: Pick<BusStopsArgs, 'filter' | 'orderBy'>,
): readonly BusStopRecord[] {
  const { all, byArea } = views.stops()
  const inArea = filter?.area ? (byArea.get(filter.area) ?? []) : all
  const accepts = [
    filter?.stopGroup ? isOfGroup(filter.stopGroup) : null,
    filter?.route ? isOnRoute(views, filter.route) : null,
    filter?.routeTypes ? isOnRouteOfType(views, filter.routeTypes) : null,
  ].filter((accept) => accept !== null)
  return orderStops(
    inArea.filter((stop) => accepts.every((accept) => accept(stop))),
    orderBy,
  )
}

/** Whether a route of one of these types calls at the stop. */
export function isOnRouteOfType(
  views: BusViews,
  types: readonly RouteType[],
): (stop: BusStopRecord) => boolean {
  const { routesByStop } = views.network()
  const { byId } = views.routes()
  const isWanted = (route: string) => types.some((type) => byId.get(route)?.routeType === type)
  return ({ id }) => (routesByStop.get(id) ?? []).some(isWanted)
}

function isOfGroup(group: string): (stop: BusStopRecord) => boolean {
  return ({ stopGroup }) => stopGroup === group
}

function isOnRoute(views: BusViews, route: string): (stop: BusStopRecord) => boolean {
  const { routesByStop } = views.network()
  return ({ id }) => routesByStop.get(id)?.includes(route) ?? false
}

/** The register is in the order of ids already. */
function orderStops(stops: readonly BusStopRecord[], order: BusStopOrder): readonly BusStopRecord[] {
  switch (order) {
    case BusStopOrder.ID:
      return stops
    case BusStopOrder.ROUTES_MOST_FIRST:
      return stops.toSorted((a, b) => b.routesAll.length - a.routesAll.length)
  }
}

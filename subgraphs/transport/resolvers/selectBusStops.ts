import type { Page } from '../../_kit/connection.ts'
import { assertArea, assertKnown } from '../../_kit/lists/knownIds.ts'
import { listItems } from '../../_kit/lists/listItems.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { SortDirection, type Sort } from '../../_kit/lists/sort.ts'
import { BusStopOrder, type BusStopsArgs, type BusStopSortField } from '../schema/busStop.ts'
import type { RouteType } from '../source/busRoutes.ts'
import type { BusStopRecord } from '../source/busStops.ts'
import type { BusViews } from '../views/buses.ts'
import { ASC_ID, placeOf, rulesOf } from './byId.ts'

/** A page of a list of these stops, some of those of the register. */
export function listBusStops(
  stops: readonly BusStopRecord[],
  views: BusViews,
  { orderBy, ...args }: BusStopsArgs,
): Page<BusStopRecord> {
  const { all, byId, byArea } = views.stops()
  const { area, stopGroup, route, routeTypes } = args.filter ?? {}
  assertArea('filter.area', area, (id) => byArea.has(id))
  assertKnown('filter.stopGroup', stopGroup, 'groups of bus stops', (id) => all.some(isOfGroup(id)))
  assertKnown('filter.route', route, 'bus routes', (id) => views.routes().byId.has(id))
  const accepts = [
    area ? (stop: BusStopRecord) => stop.area === area : null,
    stopGroup ? isOfGroup(stopGroup) : null,
    route ? isOnRoute(views, route) : null,
    routeTypes ? isOnRouteOfType(views, routeTypes) : null,
  ].filter((accept) => accept !== null)
  const sort = oneForm('sort', args.sort, 'orderBy', orderBy && OLD_ORDERS[orderBy])
  return listItems(
    stops.filter((stop) => accepts.every((accept) => accept(stop))),
    { ...args, sort },
    {
      ...rulesOf('bus stops', byId),
      positionOf: placeOf,
      keys: { ROUTES_ALL: ({ routesAll }) => routesAll.length },
    },
  )
}

const OLD_ORDERS: Readonly<Record<BusStopOrder, readonly Sort<BusStopSortField>[]>> = {
  [BusStopOrder.ID]: ASC_ID,
  [BusStopOrder.ROUTES_MOST_FIRST]: [{ field: 'ROUTES_ALL', direction: SortDirection.DESC }],
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

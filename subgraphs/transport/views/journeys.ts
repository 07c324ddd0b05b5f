import { createView } from '../../_kit/view.ts'
import { buildJourneyNetwork, type JourneyNetwork } from '../journeys/network.ts'
import type { BusViews } from './buses.ts'
import type { LrtViews } from './lrt.ts'

export type JourneyView = () => JourneyNetwork

/** Of the feeds of buses and of the LRT together, since one may change from the one to the other. */
export function createJourneyView(buses: BusViews, lrt: LrtViews): JourneyView {
  const { stops, routes, order } = buses.feeds
  return createView([stops, routes, order, lrt.feed], () => {
    const { routes: routesById, directionsByRoute } = buses.network()
    const { lines, stationsById } = lrt.system()
    return buildJourneyNetwork({
      routes: routesById,
      directions: [...directionsByRoute.values()].flat(),
      stops: buses.stops().byId,
      lines,
      stations: stationsById,
    })
  })
}

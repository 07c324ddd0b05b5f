import type { FeedSurroundings } from '../_kit/feed.ts'
import type { SubgraphSource } from '../_kit/subgraph.ts'
import { createBorderViews, type BorderViews } from './views/border.ts'
import { createBusViews, type BusViews } from './views/buses.ts'
import { createCarParkViews, type CarParkViews } from './views/carParks.ts'
import { createJourneyView, type JourneyView } from './views/journeys.ts'
import { createFlightViews, type FlightViews } from './views/flights.ts'
import { createLrtViews, type LrtViews } from './views/lrt.ts'
import { createRoadViews, type RoadViews } from './views/roads.ts'

/** All that the bureau knows: one file of `source/` for each feed, one of `views/` for what is built from them. */
export interface TransportSource extends SubgraphSource {
  readonly carParks: CarParkViews
  readonly buses: BusViews
  readonly lrt: LrtViews
  readonly journeys: JourneyView
  readonly flights: FlightViews
  readonly border: BorderViews
  readonly roads: RoadViews
  readonly clock: () => Date
}

export function createTransportSource(surroundings: FeedSurroundings): TransportSource {
  const carParks = createCarParkViews(surroundings)
  const buses = createBusViews(surroundings)
  const lrt = createLrtViews(surroundings)
  const flights = createFlightViews(surroundings)
  const border = createBorderViews(surroundings)
  const roads = createRoadViews(surroundings)
  return {
    carParks,
    buses,
    lrt,
    journeys: createJourneyView(buses, lrt),
    flights,
    border,
    roads,
    clock: surroundings.clock,
    feeds: [
      ...Object.values(carParks.feeds),
      ...Object.values(buses.feeds),
      lrt.feed,
      flights.feed,
      ...Object.values(border.feeds),
      ...Object.values(roads.feeds),
    ],
  }
}

import { createFeed, type Feed, type FeedSurroundings } from '../../_kit/feed.ts'
import { indexBy } from '../../_kit/loader.ts'
import { createView } from '../../_kit/view.ts'
import { flights, type FlightRecord } from '../source/flights.ts'

export interface FlightViews {
  readonly feed: Feed<FlightRecord>
  /** By id. */
  timetable(): ReadonlyMap<string, FlightRecord>
}

export function createFlightViews(surroundings: FeedSurroundings): FlightViews {
  const feed = createFeed(flights, surroundings)
  return { feed, timetable: createView([feed], () => indexBy(feed.read().records, ({ id }) => id)) }
}

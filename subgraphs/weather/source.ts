import { createFeed, type Feed, type FeedSurroundings } from '../_kit/feed.ts'
import { groupBy, indexBy } from '../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../_kit/nearby.ts'
import type { SubgraphSource } from '../_kit/subgraph.ts'
import { createView } from '../_kit/view.ts'
import { observations as observationsFeed, type ObservationRecord } from './source/observations.ts'
import { stations as stationsFeed, type StationRecord } from './source/stations.ts'

export interface WeatherFeeds {
  readonly stations: Feed<StationRecord>
  readonly observations: Feed<ObservationRecord>
}

export interface StationView {
  readonly all: readonly StationRecord[]
  readonly byId: ReadonlyMap<string, StationRecord>
  readonly byArea: ReadonlyMap<string | null, readonly StationRecord[]>
  readonly near: NearbyIndex<StationRecord>
}

export interface WeatherSource extends SubgraphSource {
  readonly from: WeatherFeeds
  stations(): StationView
  /** By the id of the station. */
  observations(): ReadonlyMap<string, ObservationRecord>
  readonly clock: () => Date
}

export function createWeatherSource(surroundings: FeedSurroundings): WeatherSource {
  const stations = createFeed(stationsFeed, surroundings)
  const observations = createFeed(observationsFeed, surroundings)
  return {
    from: { stations, observations },
    stations: createView([stations], () => buildStations(stations.read().records)),
    observations: createView([observations], () =>
      indexBy(observations.read().records, ({ station }) => station),
    ),
    clock: surroundings.clock,
    feeds: [stations, observations],
  }
}

function buildStations(records: readonly StationRecord[]): StationView {
  const all = records.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    byArea: groupBy(all, ({ area }) => area),
    near: createNearbyIndex(all, ({ place }) => place),
  }
}

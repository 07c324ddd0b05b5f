import { createFeed, type Feed, type FeedSurroundings } from '../../_kit/feed.ts'
import { groupBy, indexBy } from '../../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../../_kit/nearby.ts'
import { createView } from '../../_kit/view.ts'
import { measureNetwork, type StopsBetween } from '../lrtNetwork.ts'
import { lrt, type LrtLineRecord, type LrtRecord, type LrtStationRecord } from '../source/lrt.ts'

export interface LrtViews {
  readonly feed: Feed<LrtRecord>
  system(): LrtSystem
}

export interface LrtSystem {
  readonly lines: readonly LrtLineRecord[]
  readonly linesById: ReadonlyMap<string, LrtLineRecord>
  readonly stations: readonly LrtStationRecord[]
  readonly stationsById: ReadonlyMap<string, LrtStationRecord>
  readonly stationsByArea: ReadonlyMap<string | null, readonly LrtStationRecord[]>
  readonly near: NearbyIndex<LrtStationRecord>
  readonly stopsBetween: StopsBetween
}

export function createLrtViews(surroundings: FeedSurroundings): LrtViews {
  const feed = createFeed(lrt, surroundings)
  return { feed, system: createView([feed], () => buildSystem(feed.read().records)) }
}

function buildSystem(records: readonly LrtRecord[]): LrtSystem {
  const lines = records.filter((record) => record.kind === 'line')
  const stations = records.filter((record) => record.kind === 'station')
  return {
    lines,
    linesById: indexBy(lines, ({ id }) => id),
    stations,
    stationsById: indexBy(stations, ({ id }) => id),
    stationsByArea: groupBy(stations, ({ area }) => area),
    near: createNearbyIndex(stations, ({ place }) => place),
    stopsBetween: measureNetwork(lines),
  }
}

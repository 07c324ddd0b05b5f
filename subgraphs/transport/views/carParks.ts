import { createFeed, type Feed, type FeedSurroundings } from '../../_kit/feed.ts'
import { groupBy, indexBy } from '../../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../../_kit/nearby.ts'
import { createView } from '../../_kit/view.ts'
import { compareIds } from '../compareIds.ts'
import { carParkCapacity, type CarParkCapacityRecord } from '../source/carParkCapacity.ts'
import { carParkDetail, type CarParkRecord } from '../source/carParkDetail.ts'
import { carParkHistory, type CarParkHistoryRecord } from '../source/carParkHistory.ts'
import { carParkLive, type CarParkLiveRecord } from '../source/carParkLive.ts'

export interface CarParkFeeds {
  readonly detail: Feed<CarParkRecord>
  readonly capacity: Feed<CarParkCapacityRecord>
  readonly live: Feed<CarParkLiveRecord>
  readonly history: Feed<CarParkHistoryRecord>
}

/** Each is of its own feed, so that a feed that never came costs only what needs it. */
export interface CarParkViews {
  readonly feeds: CarParkFeeds
  parks(): CarParkRegister
  capacities(): ReadonlyMap<string, CarParkCapacityRecord>
  byArea(): ReadonlyMap<string | null, readonly CarParkRecord[]>
  live(): ReadonlyMap<string, CarParkLiveRecord>
  history(): ReadonlyMap<string, readonly CarParkHistoryRecord[]>
}

export interface CarParkRegister {
  readonly all: readonly CarParkRecord[]
  readonly byId: ReadonlyMap<string, CarParkRecord>
  readonly near: NearbyIndex<CarParkRecord>
}

export function createCarParkViews(surroundings: FeedSurroundings): CarParkViews {
  const detail = createFeed(carParkDetail, surroundings)
  const capacity = createFeed(carParkCapacity, surroundings)
  const live = createFeed(carParkLive, surroundings)
  const history = createFeed(carParkHistory, surroundings)
  const parks = createView([detail], () => buildRegister(detail.read().records))
  const capacities = createView([capacity], () => indexBy(capacity.read().records, ({ id }) => id))
  return {
    feeds: { detail, capacity, live, history },
    parks,
    capacities,
    byArea: createView([detail, capacity], () =>
      groupBy(parks().all, ({ id }) => capacities().get(id)?.area ?? null),
    ),
    live: createView([live], () => indexBy(live.read().records, ({ id }) => id)),
    history: createView([history], () => groupBy(history.read().records, ({ carPark }) => carPark)),
  }
}

function buildRegister(records: readonly CarParkRecord[]): CarParkRegister {
  const all = records.toSorted(compareIds)
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    near: createNearbyIndex(all, ({ place }) => place),
  }
}

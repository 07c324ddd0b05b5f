import { createFeed, type Feed, type FeedSurroundings } from '../../_kit/feed.ts'
import { groupBy, indexBy } from '../../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../../_kit/nearby.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { createView } from '../../_kit/view.ts'
import { compareIds } from '../compareIds.ts'
import { roadCameras, signalControllers, type RoadDeviceRecord } from '../source/roadDevices.ts'
import { roadWorks, type RoadWorkRecord } from '../source/roadWorks.ts'

export interface RoadViews {
  readonly feeds: RoadFeeds
  works(): RoadRegister<RoadWorkRecord>
  cameras(): RoadRegister<RoadDeviceRecord>
  controllers(): RoadRegister<RoadDeviceRecord>
}

export interface RoadFeeds {
  readonly works: Feed<RoadWorkRecord>
  readonly cameras: Feed<RoadDeviceRecord>
  readonly controllers: Feed<RoadDeviceRecord>
}

export interface RoadRegister<R> {
  readonly all: readonly R[]
  readonly byId: ReadonlyMap<string, R>
  readonly byArea: ReadonlyMap<string | null, readonly R[]>
  readonly near: NearbyIndex<R>
}

export function createRoadViews(surroundings: FeedSurroundings): RoadViews {
  const works = createFeed(roadWorks, surroundings)
  const cameras = createFeed(roadCameras, surroundings)
  const controllers = createFeed(signalControllers, surroundings)
  return {
    feeds: { works, cameras, controllers },
    works: createView([works], () => buildRegister(works.read().records)),
    cameras: createView([cameras], () => buildRegister(cameras.read().records)),
    controllers: createView([controllers], () => buildRegister(controllers.read().records)),
  }
}

interface RoadRecord {
  readonly id: string
  readonly area: string | null
  readonly place: PlaceValue | null
}

function buildRegister<R extends RoadRecord>(records: readonly R[]): RoadRegister<R> {
  const all = records.toSorted(compareIds)
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    byArea: groupBy(all, ({ area }) => area),
    near: createNearbyIndex(all, ({ place }) => place),
  }
}

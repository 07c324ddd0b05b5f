import { createFeed, type Feed, type FeedSurroundings } from '../../_kit/feed.ts'
import { groupBy, indexBy } from '../../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../../_kit/nearby.ts'
import { createView } from '../../_kit/view.ts'
import { borderCheckpoints, type BorderCheckpointRecord } from '../source/borderCheckpoints.ts'
import { borderFlow, type BorderFlowRecord } from '../source/borderFlow.ts'
import { borderStatus, type HallStatusRecord } from '../source/borderStatus.ts'

export interface BorderViews {
  readonly feeds: BorderFeeds
  checkpoints(): CheckpointRegister
  /** The halls of every port id, in both directions. */
  halls(): ReadonlyMap<string, readonly HallStatusRecord[]>
  flow(): ReadonlyMap<string, readonly BorderFlowRecord[]>
}

export interface BorderFeeds {
  readonly checkpoints: Feed<BorderCheckpointRecord>
  readonly status: Feed<HallStatusRecord>
  readonly flow: Feed<BorderFlowRecord>
}

export interface CheckpointRegister {
  readonly all: readonly BorderCheckpointRecord[]
  readonly byId: ReadonlyMap<string, BorderCheckpointRecord>
  readonly near: NearbyIndex<BorderCheckpointRecord>
}

export function createBorderViews(surroundings: FeedSurroundings): BorderViews {
  const checkpoints = createFeed(borderCheckpoints, surroundings)
  const status = createFeed(borderStatus, surroundings)
  const flow = createFeed(borderFlow, surroundings)
  return {
    feeds: { checkpoints, status, flow },
    checkpoints: createView([checkpoints], () => buildRegister(checkpoints.read().records)),
    halls: createView([status], () => groupBy(status.read().records, ({ portId }) => portId)),
    flow: createView([flow], () => groupBy(flow.read().records, ({ checkpoint }) => checkpoint)),
  }
}

function buildRegister(all: readonly BorderCheckpointRecord[]): CheckpointRegister {
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    near: createNearbyIndex(all, ({ place }) => place),
  }
}

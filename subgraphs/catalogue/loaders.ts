import type DataLoader from 'dataloader'
import { createLoader, indexBy, pick } from '../_kit/loader.ts'
import type { DatasetRecord } from './datasetJoin.ts'
import type { FeedEntry } from './feedBoard.ts'
import type { NodeValue } from './schema/nodeTypes.ts'
import type { CatalogueSource } from './source.ts'
import type { AreaRecord } from './source/areas.ts'
import type { BureauRecord } from './source/bureaus.ts'

export interface CatalogueLoaders {
  readonly area: DataLoader<string, AreaRecord | null>
  readonly bureau: DataLoader<string, BureauRecord | null>
  readonly dataset: DataLoader<string, DatasetRecord | null>
  readonly feed: DataLoader<string, FeedEntry | null>
  /** By the id in the whole graph, of other bureaus. */
  readonly node: DataLoader<string, NodeValue | null>
}

export function createLoaders(source: CatalogueSource): CatalogueLoaders {
  return {
    area: createLoader((ids) => pick(source.areaView().byId, ids)),
    bureau: createLoader((ids) => pick(source.bureauView().byId, ids)),
    dataset: createLoader((ids) => pick(source.datasetView().byId, ids)),
    node: createLoader((globalIds) => source.nodes(globalIds)),
    feed: createLoader(async (ids) =>
      pick(
        indexBy(await source.board.read(), ({ id }) => id),
        ids,
      ),
    ),
  }
}

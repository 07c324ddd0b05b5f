import type { FeedStatusSource, NodeSource, SearchableSource, UseSource } from '../_kit/catalogueSources.ts'
import { createFeed, type Feed, type FeedSurroundings } from '../_kit/feed.ts'
import { groupBy, indexBy } from '../_kit/loader.ts'
import type { HolidayRecord } from '../_kit/publicHolidays.ts'
import { publishSearchables, type Searchables } from '../_kit/searchables.ts'
import type { SubgraphSource } from '../_kit/subgraph.ts'
import { createView } from '../_kit/view.ts'
import { joinDatasets, type DatasetRecord } from './datasetJoin.ts'
import { createFeedBoard, type FeedBoard } from './feedBoard.ts'
import { areas, type AreaRecord } from './source/areas.ts'
import { bureaus, type BureauRecord } from './source/bureaus.ts'
import { portalDatasets, type PortalDataset } from './source/portalDatasets.ts'
import { createNodeFinder, type NodeFinder } from './nodeFinder.ts'
import { portalDetails, type PortalDetail } from './source/portalDetails.ts'
import { publicHolidays } from './source/publicHolidays.ts'
import { createFeedHistory, type FeedHistory } from './review/feedHistory.ts'
import { readHistorySettings } from './review/historySettings.ts'
import { loadTargets, type FindTargets } from './review/targets.ts'
import { SEARCH_KINDS } from './schema/searchResult.ts'
import { createSearchBoard, type SearchBoard } from './search/searchBoard.ts'
import { createUseBoard, type UseBoard } from './use/useBoard.ts'

export interface CatalogueSource extends SubgraphSource {
  readonly portalDatasets: Feed<PortalDataset>
  readonly portalDetails: Feed<PortalDetail>
  readonly areas: Feed<AreaRecord>
  readonly bureaus: Feed<BureauRecord>
  readonly publicHolidays: Feed<HolidayRecord>
  readonly clock: () => Date
  readonly board: FeedBoard
  readonly use: UseBoard
  readonly searchBoard: SearchBoard
  readonly nodes: NodeFinder
  readonly targets: FindTargets
  readonly history: FeedHistory
  areaView(): AreaView
  bureauView(): BureauView
  /** By date. */
  holidayView(): readonly HolidayRecord[]
  datasetView(): DatasetView
}

export interface AreaView {
  readonly all: readonly AreaRecord[]
  readonly byId: ReadonlyMap<string, AreaRecord>
  readonly byParent: ReadonlyMap<string | null, readonly AreaRecord[]>
}

export interface BureauView {
  readonly all: readonly BureauRecord[]
  readonly byId: ReadonlyMap<string, BureauRecord>
}

export interface DatasetView {
  readonly all: readonly DatasetRecord[]
  readonly byId: ReadonlyMap<string, DatasetRecord>
  readonly byCustodian: ReadonlyMap<string, readonly DatasetRecord[]>
  readonly bySubgraph: ReadonlyMap<string | null, readonly DatasetRecord[]>
}

export function createCatalogueSource(
  surroundings: FeedSurroundings,
  statuses: readonly FeedStatusSource[],
  use?: UseSource,
  found: readonly SearchableSource[] = [],
  searchables: Searchables<CatalogueSource> = {},
  nodes: readonly NodeSource[] = [],
): CatalogueSource {
  const feeds = {
    portalDatasets: createFeed(portalDatasets, surroundings),
    portalDetails: createFeed(portalDetails, surroundings),
    areas: createFeed(areas, surroundings),
    bureaus: createFeed(bureaus, surroundings),
    publicHolidays: createFeed(publicHolidays, surroundings),
  }
  const all = Object.values(feeds)
  const bureauView = createView([feeds.bureaus], () => buildBureauView(feeds.bureaus.read().records))
  const datasetView = createView([feeds.portalDatasets, feeds.portalDetails, feeds.bureaus], () =>
    buildDatasetView(
      joinDatasets(feeds.portalDatasets.read().records, feeds.portalDetails.read().records, bureauView().all),
    ),
  )
  const board = createFeedBoard({
    statuses,
    ownReports: () => all.map((feed) => feed.report()),
    knownDatasets: (subgraph) => datasetView().bySubgraph.get(subgraph) ?? [],
    clock: surroundings.clock,
    log: surroundings.log,
  })
  const history = createFeedHistory({
    read: () => board.read(),
    clock: surroundings.clock,
    log: surroundings.log,
    ...readHistorySettings(surroundings.environment),
  })
  const searchBoard = createSearchBoard({
    sources: [{ subgraph: 'catalogue', read: () => publishSearchables(searchables, source) }, ...found],
    kinds: SEARCH_KINDS,
    clock: surroundings.clock,
    log: surroundings.log,
  })
  const source: CatalogueSource = {
    ...feeds,
    feeds: all,
    clock: surroundings.clock,
    areaView: createView([feeds.areas], () => buildAreaView(feeds.areas.read().records)),
    bureauView,
    holidayView: createView([feeds.publicHolidays], () =>
      feeds.publicHolidays.read().records.toSorted((a, b) => a.date.localeCompare(b.date)),
    ),
    datasetView,
    board,
    history,
    targets: loadTargets(),
    use: createUseBoard({
      source: use,
      datasets: () => datasetView().all,
      clock: surroundings.clock,
      log: surroundings.log,
    }),
    start: () => history.start(),
    stop: () => history.stop(),
    searchBoard,
    nodes: createNodeFinder(nodes, surroundings.log),
  }
  return source
}

function buildAreaView(all: readonly AreaRecord[]): AreaView {
  return { all, byId: indexBy(all, ({ id }) => id), byParent: groupBy(all, ({ parentId }) => parentId) }
}

function buildBureauView(all: readonly BureauRecord[]): BureauView {
  return { all, byId: indexBy(all, ({ id }) => id) }
}

function buildDatasetView(all: readonly DatasetRecord[]): DatasetView {
  const held = all.flatMap((dataset) => dataset.custodianIds.map((custodian) => ({ custodian, dataset })))
  const byCustodian = groupBy(held, ({ custodian }) => custodian)
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    byCustodian: new Map(
      [...byCustodian].map(([id, entries]) => [id, entries.map(({ dataset }) => dataset)]),
    ),
    bySubgraph: groupBy(all, ({ subgraph }) => subgraph),
  }
}

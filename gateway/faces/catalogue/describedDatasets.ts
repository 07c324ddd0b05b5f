import type { Facing } from '../face.ts'
import { hasTransport, ROUTES, STOPS } from '../gtfs/readTransport.ts'
import { collectionsOf, type Collection } from '../ogc/collections.ts'
import { openTablesOf, type OpenTable } from '../openTables.ts'
import { describeDataset } from './describeDataset.ts'
import type { CatalogueDataset, Texts } from './readCatalogue.ts'
import { coordinatesOf, isFed, tablesOfDataset } from './tablesOfDataset.ts'

/** A data set with the ways in which the gateway gives it. */
export interface DescribedDataset {
  readonly dataset: CatalogueDataset
  /** Null where nobody says anything. */
  readonly description: Texts | null
  /** Those whose rows are its own. */
  readonly tables: readonly OpenTable[]
  /** Those whose features tell of it. */
  readonly collections: readonly Collection[]
  /** Whether the feed in GTFS is made of it. */
  readonly isInGtfs: boolean
}

export function describeDatasets(
  { graph, queries }: Pick<Facing, 'graph' | 'queries'>,
  datasets: readonly CatalogueDataset[],
): readonly DescribedDataset[] {
  const schema = graph.apiSchema
  const tables = openTablesOf(graph, queries)
  const collections = collectionsOf(graph)
  const ridden = hasTransport(schema)
    ? new Set([STOPS, ROUTES].flatMap(({ text, path }) => coordinatesOf(schema, text, path)))
    : new Set<string>()
  return datasets.map((dataset) => ({
    dataset,
    description: describeDataset(schema, dataset),
    tables: tablesOfDataset(schema, tables, dataset),
    collections: collections.filter(({ coordinates }) =>
      dataset.fields.some((fed) => isFed(fed, coordinates)),
    ),
    isInGtfs: dataset.fields.some((fed) => isFed(fed, ridden)),
  }))
}

/** What describes data sets is a data set itself: its title and publisher are the catalogue's. */
export function findOwnDataset(datasets: readonly CatalogueDataset[]): CatalogueDataset | undefined {
  return datasets.find(({ fields }) => fields.includes('Dataset.title'))
}

import type { FeedSurroundings } from '../_kit/feed.ts'
import type { SubgraphSource } from '../_kit/subgraph.ts'
import { readDatabaseUrl } from './config.ts'
import { createCsvReaders } from './source/csvReader.ts'
import { openDatabase } from './source/database.ts'
import { createPostgresReaders } from './source/postgresReader.ts'
import { createTables, type CultureTables } from './source/tables.ts'

export interface CultureSource extends SubgraphSource {
  readonly tables: CultureTables
  readonly clock: () => Date
}

/** The bureau's tables: in PostgreSQL where CULTURE_DATABASE_URL names one, else as CSV feeds. */
export function createCultureSource(surroundings: FeedSurroundings): CultureSource {
  const address = readDatabaseUrl(surroundings.environment)
  if (address === null) return createSource(createTables(createCsvReaders(surroundings)), surroundings)
  const database = openDatabase(address, surroundings.log)
  const tables = createTables(createPostgresReaders(database, surroundings))
  return { ...createSource(tables, surroundings), stop: () => database.close() }
}

function createSource(tables: CultureTables, { clock }: FeedSurroundings): CultureSource {
  return { tables, clock, feeds: Object.values(tables).map(({ feed }) => feed) }
}

import type { Searchable, Searchables } from '../_kit/searchables.ts'
import type { CultureSource } from './source.ts'
import { BY_ID, type TableReader, type TableRecord } from './source/table.ts'

/** What the search of the graph finds of culture; never what is insured for how much, nor who owns what. */
export const searchables: Searchables<CultureSource> = {
  Museum: ({ tables }) =>
    listAll(tables.museums, ({ id, name, place, area }) => ({ id, name, codes: [id], place, area })),
  Monument: ({ tables }) =>
    listAll(tables.monuments, ({ id, name, classifiedCode, place, area }) => ({
      id,
      name,
      codes: [classifiedCode],
      place,
      area,
    })),
  Library: ({ tables }) =>
    listAll(tables.libraries, ({ id, name, place, area }) => ({ id, name, place, area })),
  Venue: ({ tables }) =>
    listAll(tables.venues, ({ id, name, place, area }) => ({ id, name, codes: [id], place, area })),
  ClassifiedProperty: ({ tables }) =>
    listAll(tables.classifiedProperties, ({ id, name }) => ({ id, name, codes: [id] })),
  Exhibition: ({ tables }) => listAll(tables.exhibitions, ({ id, title }) => ({ id, name: title })),
}

const PAGE = 100

async function listAll<R extends TableRecord>(
  table: TableReader<R>,
  describe: (record: R) => Searchable,
): Promise<readonly Searchable[]> {
  const found: Searchable[] = []
  let after: string | null = null
  do {
    const page = await table.list([], BY_ID, { first: PAGE, ...(after !== null && { after }) })
    found.push(...page.nodes.map(describe))
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  return found
}

import { isRecord } from '../../kit/isRecord.ts'
import type { Variables } from '../../kit/graphql/variables.ts'
import { pagesOf } from '../../kit/tables/paging.ts'
import { findRowLists } from '../../kit/tables/rows.ts'
import { TableRefusal } from '../request/table/tableRefusal.ts'
import { assertWholeList } from '../request/table/wholeList.ts'
import type { AskGraph, ReadAnswer } from './askGraph.ts'
import type { ListOf } from './listOf.ts'
import type { Tally } from './tally.ts'

/** How the rows of a query are read. */
export interface RowReading {
  readonly ask: AskGraph
  readonly text: string
  readonly variables: Variables
  readonly tally: Tally
}

/** All the rows of a list, page after page; throws TableRefusal where one of the pages is not whole. */
export async function* readRows(
  { ask, text, variables, tally }: RowReading,
  list: ListOf,
): AsyncGenerator<unknown> {
  let answer: ReadAnswer | undefined
  const pages = pagesOf(text, list.path, async (query, added) => {
    answer = await ask(query, { ...variables, ...added })
    const data = dataOf(answer)
    assertWholeList(answer.body, list.path)
    return data
  })
  for await (const page of pages) {
    const rows = page.rows.map((row) => (isRecord(row) && isRecord(row.node) ? row.node : row))
    if (answer) tally.addPage(answer, list, rows)
    yield* rows
  }
}

/** The answer as one row; throws TableRefusal where a field of the root is missing by a failure. */
export async function* readOneRow({ ask, text, variables, tally }: RowReading): AsyncGenerator<unknown> {
  const answer = await ask(text, variables)
  const data = dataOf(answer)
  assertWholeList(answer.body, [])
  const rows = findRowLists(data)[0]?.rows ?? []
  tally.addPage(answer, { path: [], columns: [] }, rows)
  yield* rows
}

function dataOf({ status, body }: ReadAnswer): unknown {
  if (isRecord(body) && isRecord(body.data)) return body.data
  const [error] = isRecord(body) && Array.isArray(body.errors) ? body.errors.filter(isRecord) : []
  const code = isRecord(error?.extensions) ? error.extensions.code : undefined
  throw new TableRefusal(status === 200 ? 502 : status, body, `${String(code)}: ${String(error?.message)}`)
}

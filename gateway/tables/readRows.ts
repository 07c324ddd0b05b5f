import { isRecord } from '../../kit/isRecord.ts'
import type { Variables } from '../../kit/graphql/variables.ts'
import { pagesOf, type Page } from '../../kit/tables/paging.ts'
import { COST_WITH_PROVENANCE } from '../request/asksForProvenance.ts'
import { findErrorInColumns } from '../request/table/missingCells.ts'
import { statusOfListError, TableRefusal } from '../request/table/tableRefusal.ts'
import { assertWholeList, readErrors } from '../request/table/wholeList.ts'
import type { AskGraph, ReadAnswer } from './askGraph.ts'
import type { Tally, TalliedList } from './tally.ts'

/** How the rows of a query are read. */
export interface RowReading {
  readonly ask: AskGraph
  readonly text: string
  readonly variables: Variables
  readonly tally: Tally
}

/**
 * All the rows of a list, page after page, or the one row; throws TableRefusal where a page is not whole.
 */
export async function* readRows(reading: RowReading, list: TalliedList): AsyncGenerator<unknown> {
  let pages = readPages(reading, list, true)
  let page: IteratorResult<Page>
  try {
    page = await pages.next()
  } catch (error) {
    // What nobody asked for must cost nobody the table.
    if (!(error instanceof TableRefusal) || !isRefusedForProvenance(error.body)) throw error
    pages = readPages(reading, list, false)
    page = await pages.next()
  }
  for (; page.done !== true; page = await pages.next()) yield* page.value.rows
}

function isRefusedForProvenance(body: unknown): boolean {
  const [error] = isRecord(body) && Array.isArray(body.errors) ? body.errors.filter(isRecord) : []
  return isRecord(error?.extensions) && error.extensions.limitName === COST_WITH_PROVENANCE
}

async function* readPages(
  { ask, text, variables, tally }: RowReading,
  list: TalliedList,
  provenance: boolean,
): AsyncGenerator<Page> {
  let answer: ReadAnswer | undefined
  const fetchPage = async (query: string, added: Variables) => {
    answer = await ask(query, { ...variables, ...added }, provenance)
    const data = dataOf(answer)
    assertWholeList(answer.body, list.path)
    assertDecided(answer.body, list)
    return data
  }
  const pages =
    list.kind === 'row' ? onePage(text, list.path, fetchPage) : pagesOf(text, list.path, fetchPage)
  for await (const page of pages) {
    const rows = page.rows.map((row) => (isRecord(row) && isRecord(row.node) ? row.node : row))
    if (answer) tally.addPage(answer, list, rows)
    yield { ...page, rows }
  }
}

async function* onePage(
  text: string,
  path: readonly string[],
  fetchPage: (query: string, added: Variables) => Promise<unknown>,
): AsyncGenerator<Page> {
  const data = await fetchPage(text, {})
  const row = path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), data)
  yield { rows: [row], total: null, last: true }
}

/** A row is not left out, or put last, because a bureau did not tell what decides on it. */
function assertDecided(body: unknown, { path, deciding }: TalliedList): void {
  const fault = findErrorInColumns(readErrors(body), path, deciding)
  if (!fault) return
  const errors = isRecord(body) ? body.errors : []
  throw new TableRefusal(statusOfListError(fault.code), { errors }, fault.message)
}

function dataOf({ status, body }: ReadAnswer): unknown {
  if (isRecord(body) && isRecord(body.data)) return body.data
  const [error] = isRecord(body) && Array.isArray(body.errors) ? body.errors.filter(isRecord) : []
  const code = isRecord(error?.extensions) ? error.extensions.code : undefined
  throw new TableRefusal(status === 200 ? 502 : status, body, `${String(code)}: ${String(error?.message)}`)
}

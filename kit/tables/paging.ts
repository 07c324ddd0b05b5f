import { extendForPaging, CURSOR, PAGE_INFO } from './extendForPaging.ts'
import { isRecord } from '../isRecord.ts'

/** One page of a connection. */
export interface Page {
  readonly rows: readonly unknown[]
  readonly total: number | null
  readonly last: boolean
}

/** Sends a query; `variables` are those that paging adds. Resolves to the response's `data`. */
export type FetchPage = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>

/**
 * All the pages of the list at `path` (such as ["carParks", "nodes"]), one after the other. A list that is not a
 * connection's is one page. The query is extended by what paging needs: the cursor, and `pageInfo`.
 */
export async function* pagesOf(
  text: string,
  path: readonly string[],
  fetchPage: FetchPage,
): AsyncGenerator<Page> {
  const extended = extendForPaging(text, path)
  let after: string | null = null
  for (;;) {
    const data: unknown = await fetchPage(extended ?? text, extended === null ? {} : { [CURSOR]: after })
    const connection = valueAt(data, path.slice(0, -1))
    const list = valueAt(data, path)
    const info = isRecord(connection) && isRecord(connection[PAGE_INFO]) ? connection[PAGE_INFO] : {}
    const next = info.hasNextPage === true && typeof info.endCursor === 'string' ? info.endCursor : null
    // A cursor that stays where it is would page for ever.
    const last = next === null || next === after
    yield { rows: Array.isArray(list) ? list : [], total: totalOf(connection), last }
    if (last) return
    after = next
  }
}

function totalOf(connection: unknown): number | null {
  return isRecord(connection) && typeof connection.totalCount === 'number' ? connection.totalCount : null
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), data)
}

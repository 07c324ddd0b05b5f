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
 * connection's is one page. The query is extended by what paging needs: the cursor, and `pageInfo`. Rejects where a page
 * is no list, or says that there is more and not where.
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
    if (!Array.isArray(list)) throw new PagingError(`${path.join('.')}: expected a list; got ${typeof list}.`)
    const last = info.hasNextPage !== true
    yield { rows: list, total: totalOf(connection), last }
    if (last) return
    after = nextCursor(info.endCursor, after)
  }
}

/** A page that is not what its list promised. */
export class PagingError extends Error {}

/** A cursor that stays where it is would page for ever, and without one the rest is out of reach. */
function nextCursor(cursor: unknown, before: string | null): string {
  if (typeof cursor === 'string' && cursor !== before) return cursor
  throw new PagingError(
    `endCursor: expected another than ${JSON.stringify(before)}; got ${JSON.stringify(cursor)}.`,
  )
}

function totalOf(connection: unknown): number | null {
  return isRecord(connection) && typeof connection.totalCount === 'number' ? connection.totalCount : null
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), data)
}

import { extendForPaging, CURSOR, PAGE_INFO } from './extendForPaging.ts'
import { isRecord } from '../isRecord.ts'

/** One page of a connection. */
export interface Page {
  readonly rows: readonly unknown[]
  readonly total: number | null
  readonly last: boolean
}

/** Asks a question; `variables` are those that paging adds. Resolves to the answer's `data`. */
export type AskPage = (question: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>

/**
 * All the pages of the list at `path` (such as ["carParks", "nodes"]), one after the other. A list that is not a
 * connection's is one page. The question is extended by what paging needs: the cursor, and how the list goes on.
 */
export async function* pagesOf(text: string, path: readonly string[], ask: AskPage): AsyncGenerator<Page> {
  const question = extendForPaging(text, path)
  let after: string | null = null
  for (;;) {
    const data: unknown = await ask(question ?? text, question === null ? {} : { [CURSOR]: after })
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

import { signal } from '@preact/signals'
import { answer, parseVariables, query, variablesText } from '../ask/workbench.ts'
import { token } from '../caller/token.ts'
import { findFault, type Fault } from '../failure/fault.ts'
import { loadPart } from '../failure/loadPart.ts'
import { askWithSources, type AnswerSource } from '../graph/ask.ts'
import { Refused } from '../graph/reach.ts'
import { isOfPage, isWithin, moveBy } from './pageErrors.ts'
import { isRecord } from '../graph/isRecord.ts'

/** How far the fetching of all pages has come. */
export const fetching = signal<{
  readonly known: number
  readonly total: number
  readonly done: boolean
  /** Why the rest did not come; null while nothing failed, and where the reader stopped it. */
  readonly fault: Fault | null
} | null>(null)

let controller: AbortController | undefined

/** Of a connection that goes on: how many of how many are held. Null where nothing is missing, or nobody can tell. */
export function isCut(
  data: unknown,
  path: readonly string[],
): { readonly known: number; readonly total: number } | null {
  const connection = valueAt(data, path.slice(0, -1))
  const list = valueAt(data, path)
  if (!isRecord(connection) || !Array.isArray(list)) return null
  const { totalCount } = connection
  if (typeof totalCount === 'number' && totalCount > list.length)
    return { known: list.length, total: totalCount }
  const { pageInfo } = connection
  return isRecord(pageInfo) && pageInfo.hasNextPage === true
    ? { known: list.length, total: list.length + 1 }
    : null
}

/** Fetches page after page of the connection at `path` and lays each at the end of the answer's list. */
export async function fetchAllPages(path: readonly string[]): Promise<void> {
  controller?.abort()
  const own = new AbortController()
  controller = own
  const { pagesOf } = await loadPart(() => import('../../../kit/tables/paging.ts'))
  const variables = parseVariables(variablesText.value) ?? {}
  const started = answer.value
  if (started === null) return
  const told: AnswerSource[] = []
  const rows: unknown[] = []
  // Of the list all is asked for anew; of the rest of the answer what was told stays.
  const failed = started.errors.filter((error) => !isWithin(error, path))
  const pages = pagesOf(query.value, path, async (question, given) => {
    const { data, errors, sources } = await askWithSources(
      { query: question, variables: { ...variables, ...given } },
      { signal: own.signal, token: token.value },
    )
    if (errors[0] && !isRecord(data)) throw new Refused(errors[0].message)
    failed.push(
      ...errors.filter((error) => isOfPage(error, path)).map((error) => moveBy(rows.length, error, path)),
    )
    told.push(...sources)
    return data
  })
  try {
    for await (const page of pages) {
      if (controller !== own) return
      rows.push(...page.rows)
      const first = withoutMissing(setAt(answer.value?.data ?? started.data, path, [...rows]), path)
      answer.value = { ...(answer.value ?? started), data: first, sources: [...told], errors: [...failed] }
      fetching.value = { known: rows.length, total: page.total ?? rows.length, done: page.last, fault: null }
    }
  } catch (error) {
    const total = isCut(answer.value?.data, path)?.total ?? rows.length
    const fault = own.signal.aborted ? null : await findFault(error)
    if (controller === own) fetching.value = { known: rows.length, total, done: true, fault }
  }
}

export function stopFetching(): void {
  controller?.abort()
}

/** All the pages are there once the list is as long as the connection says; `hasNextPage` of the first page is not. */
function withoutMissing(data: unknown, path: readonly string[]): unknown {
  const place = [...path.slice(0, -1), 'pageInfo']
  const info = valueAt(data, place)
  return isRecord(info) ? setAt(data, place, { ...info, hasNextPage: false }) : data
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), data)
}

function setAt(data: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  return isRecord(data) ? { ...data, [key]: setAt(data[key], rest, value) } : data
}

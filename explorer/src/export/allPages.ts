import { computed, signal } from '@preact/signals'
import { active } from '../ask/desk.ts'
import { readHeaders } from '../ask/headers.ts'
import { parseVariables } from '../ask/workbench.ts'
import { token } from '../caller/token.ts'
import { findFault, type Fault } from '../failure/fault.ts'
import { loadPart } from '../failure/loadPart.ts'
import { askWithSources, type Answer, type AnswerSource } from '../graph/ask.ts'
import { Refused } from '../graph/reach.ts'
import { isOfPage, isWithin, moveBy } from './pageErrors.ts'
import { isRecord } from '../graph/isRecord.ts'

interface Fetching {
  readonly known: number
  readonly total: number
  readonly done: boolean
  /** Why the rest did not come; null while nothing failed, and where the reader stopped it. */
  readonly fault: Fault | null
}

/** Of one answer at a time. */
const progress = signal<{ readonly shown: Answer; readonly state: Fetching } | null>(null)

/** How far the fetching of all pages of the answer in front has come. */
export const fetching = computed<Fetching | null>(() =>
  progress.value !== null && progress.value.shown === active.value.answer.value ? progress.value.state : null,
)

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
  // What is in front may change meanwhile; the pages belong where they were asked for, and to what was asked there.
  const document = active.peek()
  const { answer } = document
  const [started, asked] = [answer.peek(), document.answered.peek()]
  if (started === null || asked === null) return
  const [{ pagesOf }, { narrowTo }] = await Promise.all([
    loadPart(() => import('../../../kit/tables/paging.ts')),
    loadPart(() => import('../ask/operations.ts')),
  ])
  const variables = parseVariables(asked.variables) ?? {}
  const headers = readHeaders(document.headers.peek()) ?? {}
  const told: AnswerSource[] = []
  const rows: unknown[] = []
  // Of the list all is asked for anew; of the rest of the answer what was told stays.
  const failed = started.errors.filter((error) => !isWithin(error, path))
  const pages = pagesOf(narrowTo(asked.query, asked.operation), path, async (question, given) => {
    const { data, errors, sources } = await askWithSources(
      { query: question, variables: { ...variables, ...given } },
      { signal: own.signal, token: token.value, headers },
    )
    if (errors[0] && !isRecord(data)) throw new Refused(errors[0].message, errors[0].code)
    failed.push(
      ...errors.filter((error) => isOfPage(error, path)).map((error) => moveBy(rows.length, error, path)),
    )
    told.push(...sources)
    return data
  })
  let shown = started
  const tell = (state: Fetching) => (progress.value = { shown, state })
  try {
    for await (const page of pages) {
      // A newer answer, or one that was forgotten, takes no rows of a former.
      if (controller !== own || answer.peek() !== shown) return
      rows.push(...page.rows)
      const data = withoutMissing(setAt(shown.data, path, [...rows]), path)
      const isLatest = document.latest.peek() === shown
      shown = { ...shown, data, sources: [...told], errors: [...failed] }
      answer.value = shown
      if (isLatest) document.latest.value = shown
      tell({ known: rows.length, total: page.total ?? rows.length, done: page.last, fault: null })
    }
  } catch (error) {
    const total = isCut(answer.value?.data, path)?.total ?? rows.length
    const fault = own.signal.aborted ? null : await findFault(error)
    if (controller === own) tell({ known: rows.length, total, done: true, fault })
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

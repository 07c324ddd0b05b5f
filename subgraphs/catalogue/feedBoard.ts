import type { Log } from '../../kit/log.ts'
import { formatDateTime } from '../../schema/scalars.ts'
import type { FeedReport } from '../_kit/feed.ts'
import type { SetAside } from '../_kit/feedDescriptor.ts'
import type { TextValue } from '../_kit/text.ts'
import { FeedState } from './schema/feed.ts'
import type { FeedStatusSource } from '../_kit/catalogueSources.ts'

/** How the feeds of all subgraphs stand, gathered when asked for. */
export interface FeedBoard {
  read(): Promise<readonly FeedEntry[]>
}

export interface FeedEntry {
  readonly id: string
  readonly title: TextValue
  readonly subgraph: string
  readonly state: FeedState
  readonly intervalSeconds: number | null
  readonly lastSuccessAt: string | null
  readonly lastAttemptAt: string | null
  readonly sourceUpdatedAt: string | null
  readonly staleSince: string | null
  readonly lastError: string | null
  readonly accepted: number | null
  readonly setAsideCount: number | null
  readonly setAside: readonly SetAside[]
  readonly remarks: readonly string[]
}

export interface FeedBoardSources {
  readonly statuses: readonly FeedStatusSource[]
  readonly ownReports: () => readonly FeedReport[]
  /** The data sets that a subgraph is known to read: what is shown when it does not answer. */
  readonly knownDatasets: (subgraph: string) => readonly { readonly id: string; readonly title: TextValue }[]
  readonly clock: () => Date
  readonly log: Log
}

const OWN_NAME = 'catalogue'
/** A subgraph's own report takes no I/O: one that has not answered by then does not answer. */
const DEADLINE_MS = 2000
/** Long enough for all requests of one page, short enough for a reader who waits for a change. */
const KEPT_MS = 1500

export function createFeedBoard(sources: FeedBoardSources): FeedBoard {
  const silentSince = new Map<string, string>()
  let kept: { readonly until: number; readonly entries: Promise<readonly FeedEntry[]> } | null = null
  return {
    async read() {
      const now = sources.clock().getTime()
      if (!kept || now >= kept.until) kept = { until: now + KEPT_MS, entries: readAll(sources, silentSince) }
      const own = sources.ownReports().map((report) => createEntry(OWN_NAME, report))
      return [...own, ...(await kept.entries)]
    },
  }
}

async function readAll(
  sources: FeedBoardSources,
  silentSince: Map<string, string>,
): Promise<readonly FeedEntry[]> {
  const entries = await Promise.all(sources.statuses.map((status) => readOne(status, sources, silentSince)))
  return entries.flat()
}

/** A subgraph that does not answer is shown by what it is known to read, never left out. */
async function readOne(
  status: FeedStatusSource,
  { knownDatasets, clock, log }: FeedBoardSources,
  silentSince: Map<string, string>,
): Promise<readonly FeedEntry[]> {
  const { subgraph } = status
  try {
    const reports = await beforeDeadline((signal) => status.read(signal))
    silentSince.delete(subgraph)
    return reports.map((report) => createEntry(subgraph, report))
  } catch (error) {
    log.warn({ subgraph, err: error }, 'the state of its feeds was not read')
    const now = formatDateTime(clock())
    const since = silentSince.get(subgraph) ?? now
    silentSince.set(subgraph, since)
    return namesToShow(subgraph, knownDatasets).map((known) => createSilentEntry(subgraph, known, since, now))
  }
}

/** Ends the wait at the deadline even where `read` does not heed its signal. */
async function beforeDeadline<T>(read: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const reason = new Error(`no answer in ${DEADLINE_MS} ms`)
      deadline.abort(reason)
      reject(reason)
    }, DEADLINE_MS)
  })
  try {
    return await Promise.race([read(deadline.signal), expired])
  } finally {
    clearTimeout(timer)
  }
}

function createEntry(subgraph: string, report: FeedReport): FeedEntry {
  return {
    ...report,
    subgraph,
    state: FeedState[report.state],
    sourceUpdatedAt: report.sourceUpdatedAt ?? null,
    setAsideCount: report.setAsideCount ?? report.setAside.length,
  }
}

type Known = ReturnType<FeedBoardSources['knownDatasets']>[number]

/** The catalogue's own list may be unreadable too: then the subgraph's name stands for all its feeds. */
function namesToShow(subgraph: string, knownDatasets: FeedBoardSources['knownDatasets']): readonly Known[] {
  const unnamed = [{ id: subgraph, title: { zh: null, pt: null, en: null } }]
  try {
    const known = knownDatasets(subgraph)
    return known.length > 0 ? known : unnamed
  } catch {
    return unnamed
  }
}

function createSilentEntry(subgraph: string, { id, title }: Known, since: string, now: string): FeedEntry {
  return {
    id,
    title,
    subgraph,
    state: FeedState.FAILED,
    intervalSeconds: null,
    lastSuccessAt: null,
    lastAttemptAt: now,
    sourceUpdatedAt: null,
    staleSince: since,
    lastError: `The subgraph ${subgraph} is unreachable.`,
    accepted: null,
    setAsideCount: null,
    setAside: [],
    remarks: [],
  }
}

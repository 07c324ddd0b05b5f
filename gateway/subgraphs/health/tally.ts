import { GatewayError } from '../../errors.ts'
import type { CacheUse } from '../../cache/caching.ts'
import type { FetchWrapper } from '../subgraphFetcher.ts'

/** Counts of one subgraph's calls since this gateway started. Times are milliseconds. */
export interface Tally {
  /** Unknown until the first call; a call that fails makes it failing, a second one in a row down. */
  readonly state: 'unknown' | 'up' | 'failing' | 'down'
  /** Since when it is in that state; what is down counts from the first of the failures. */
  readonly since: number
  readonly calls: number
  readonly failures: number
  readonly lastFailureAt: number | null
  /** Its code, which anybody may read; its message goes to the log. */
  readonly lastFailure: string | null
  readonly lastSuccessAt: number | null
  /** How many entities were requested of it, how many of those were in the cache, and how many of these were stale. */
  readonly wanted: number
  readonly known: number
  readonly stale: number
}

export interface Tallies {
  of(subgraph: string): Tally
  /** Counts the calls that leave the gateway. */
  readonly countCalls: FetchWrapper
  /** Counts the entities of a response, from the cache or not. */
  countUse(use: CacheUse): void
}

/** Counted in place: what a request does besides must not be seen in its time. */
type Counting = { -readonly [Key in keyof Tally]: Tally[Key] }

/** Always counts, for a quarter of a microsecond a call. */
export function createTallies(now: () => number): Tallies {
  const start = now()
  const tallies = new Map<string, Counting>()
  const of = (subgraph: string): Counting => {
    const known = tallies.get(subgraph)
    if (known !== undefined) return known
    const begun: Counting = { ...NOTHING_COUNTED, since: start }
    tallies.set(subgraph, begun)
    return begun
  }
  return {
    of,
    countCalls: (next) => (request, context) => {
      const answering = next(request, context)
      answering.then(
        () => succeed(of(request.subgraph), now()),
        (error: unknown) => {
          // A client that hung up says nothing of the subgraph.
          if (!request.signal.aborted) fail(of(request.subgraph), error, now())
        },
      )
      return answering
    },
    countUse: (use) => addUse(of(use.subgraph), use),
  }
}

const NOTHING_COUNTED: Tally = {
  state: 'unknown',
  since: 0,
  calls: 0,
  failures: 0,
  lastFailureAt: null,
  lastFailure: null,
  lastSuccessAt: null,
  wanted: 0,
  known: 0,
  stale: 0,
}

function succeed(tally: Counting, at: number): void {
  if (tally.state !== 'up') {
    tally.state = 'up'
    tally.since = at
  }
  tally.calls++
  tally.lastSuccessAt = at
}

function fail(tally: Counting, error: unknown, at: number): void {
  const isAgain = tally.state === 'failing' || tally.state === 'down'
  tally.state = isAgain ? 'down' : 'failing'
  if (!isAgain) tally.since = at
  tally.calls++
  tally.failures++
  tally.lastFailureAt = at
  tally.lastFailure = error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR'
}

function addUse(tally: Counting, { total, hits, stale }: CacheUse): void {
  tally.wanted += total
  tally.known += hits
  tally.stale += stale
}

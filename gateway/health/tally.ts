import { ClientError } from '../errors.ts'
import type { SubgraphAnswer, SubgraphWrapper } from '../request/fetch/fetch.ts'

/** What this gateway has seen of one subgraph since it started. Times are milliseconds. */
export interface Tally {
  /** Unknown until the first call; a call that fails makes it failing, a second one in a row down. */
  readonly state: 'unknown' | 'up' | 'failing' | 'down'
  /** Since when it is in that state; what is down counts from the first of the failures. */
  readonly since: number
  readonly calls: number
  readonly failures: number
  readonly lastFailureAt: number | null
  /** Its code: its message may be asked for, its address never. */
  readonly lastFailure: string | null
  readonly lastSuccessAt: number | null
  /** How many entities were wanted of it, how many of those the cache knew, and how many of these were past their age. */
  readonly wanted: number
  readonly known: number
  readonly stale: number
}

export interface Tallies {
  of(subgraph: string): Tally
  /** Counts the calls that leave the gateway. */
  readonly countCalls: SubgraphWrapper
  /** Counts what callers were answered, from the cache or not. */
  readonly countAnswers: SubgraphWrapper
}

/** Always counts: a few additions for a call that costs some hundred times as much. */
export function createTallies(now: () => number): Tallies {
  const start = now()
  const tallies = new Map<string, Tally>()
  const of = (subgraph: string): Tally => tallies.get(subgraph) ?? { ...NOTHING, since: start }
  const note = (subgraph: string, change: (tally: Tally) => Tally) =>
    void tallies.set(subgraph, change(of(subgraph)))
  return {
    of,
    countCalls: (next) => (request) => {
      const answering = next(request)
      answering.then(
        ({ joined }) => joined !== true && note(request.subgraph, (tally) => succeed(tally, now())),
        // Who hung up says nothing of the subgraph.
        (error) => !request.signal.aborted && note(request.subgraph, (tally) => fail(tally, error, now())),
      )
      return answering
    },
    countAnswers: (next) => (request) => {
      const answering = next(request)
      answering.then(
        ({ use }) => use && note(request.subgraph, (tally) => addUse(tally, use)),
        () => undefined,
      )
      return answering
    },
  }
}

const NOTHING: Tally = {
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

function succeed(tally: Tally, at: number): Tally {
  const since = tally.state === 'up' ? tally.since : at
  return { ...tally, state: 'up', since, calls: tally.calls + 1, lastSuccessAt: at }
}

function fail(tally: Tally, error: unknown, at: number): Tally {
  const isAgain = tally.state === 'failing' || tally.state === 'down'
  return {
    ...tally,
    state: isAgain ? 'down' : 'failing',
    since: isAgain ? tally.since : at,
    calls: tally.calls + 1,
    failures: tally.failures + 1,
    lastFailureAt: at,
    lastFailure: error instanceof ClientError ? error.code : 'INTERNAL_SERVER_ERROR',
  }
}

function addUse(tally: Tally, { total, hits, stale }: NonNullable<SubgraphAnswer['use']>): Tally {
  return {
    ...tally,
    wanted: tally.wanted + total,
    known: tally.known + hits,
    stale: tally.stale + stale,
  }
}

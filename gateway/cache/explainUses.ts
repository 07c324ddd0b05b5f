import type { CacheUse } from './caching.ts'

/** One subgraph call in `extensions.cache`, for requests with `x-explain: plan`. */
export interface ExplainedUse {
  readonly subgraph: string
  readonly result: Result
  /** Of how many entities how many were known; all root fields of a call count as one. */
  readonly known: number
  readonly of: number
  /** How many of them are past their age. */
  readonly stale: number
  /** How old the oldest part is, and for how much longer all of it is fresh; null if it is not stored. Seconds. */
  readonly age: number | null
  readonly freshFor: number | null
  readonly isPersonal: boolean
  /** Why not all of it is stored. */
  readonly notKept: string | null
  /** The first hundred names by which it can be dropped: `t:Museum`, `k:Museum:{"id":"mam"}`, `g:parish-se`. */
  readonly names: readonly string[]
}

export type Result = 'hit' | 'stale' | 'partial' | 'miss'

const MOST_NAMES = 100

export function explainUses(uses: readonly CacheUse[], now: number): readonly ExplainedUse[] {
  return uses.map((use) => ({
    subgraph: use.subgraph,
    result: resultOf(use),
    known: use.hits,
    of: use.total,
    stale: use.stale,
    age: use.validity === undefined ? null : toSeconds(now - use.validity.bornAt),
    freshFor: use.validity === undefined ? null : toSeconds(use.validity.freshUntil - now),
    isPersonal: use.validity?.isPersonal ?? false,
    notKept: use.reason ?? null,
    names: use.names().slice(0, MOST_NAMES),
  }))
}

export function resultOf({ hits, total, stale }: Pick<CacheUse, 'hits' | 'total' | 'stale'>): Result {
  if (hits < total) return hits === 0 ? 'miss' : 'partial'
  return stale > 0 ? 'stale' : 'hit'
}

function toSeconds(milliseconds: number): number {
  return Math.round(milliseconds / 1_000)
}

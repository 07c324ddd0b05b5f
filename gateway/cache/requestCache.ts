import type { Caller } from '../access/caller.ts'
import type { SubgraphFetcher } from '../subgraphs/subgraphFetcher.ts'
import { nameCaller, type Validity, type CacheUse } from './caching.ts'
import { explainUses, type ExplainedUse } from './explainUses.ts'
import type { CacheRules } from './rules/cacheRules.ts'

/** The cache's side of one request: who asks by which rules, and what its answers were made of. */
export interface RequestCache {
  /** The call of this request: lets the cache know for whom it is. */
  readonly call: SubgraphFetcher
  readonly uses: readonly CacheUse[]
  explain(now: number): readonly ExplainedUse[]
  /** How long the whole answer holds; undefined when some of it may not be kept. */
  holds(): Validity | undefined
  /** Drops what the answer was made of. */
  forget(): void
}

export function startRequestCache(rules: CacheRules, caller: Caller, call: SubgraphFetcher): RequestCache {
  const uses: CacheUse[] = []
  let asked = 0
  const caching = {
    rules,
    caller: nameCaller(caller),
    isRefresh: false,
    collect: (use: CacheUse) => void uses.push(use),
  }
  return {
    uses,
    call(request) {
      asked++
      return call({ ...request, caching })
    },
    explain: (now) => explainUses(uses, now),
    holds: () => (uses.length === asked ? leastOf(uses) : undefined),
    forget() {
      for (const use of uses) use.forget()
    },
  }
}

function leastOf(uses: readonly CacheUse[]): Validity | undefined {
  if (uses.length === 0) return undefined
  let least: Validity = { freshUntil: Infinity, bornAt: Infinity, isPersonal: false }
  for (const { kept } of uses) {
    if (kept === undefined) return undefined
    least = {
      freshUntil: Math.min(least.freshUntil, kept.freshUntil),
      bornAt: Math.min(least.bornAt, kept.bornAt),
      isPersonal: least.isPersonal || kept.isPersonal,
    }
  }
  return least
}

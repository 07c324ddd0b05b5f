import type { Caller } from '../access/caller.ts'
import { nameCaller, type CacheUse, type Caching, type Validity } from './caching.ts'
import { explainUses, type ExplainedUse } from './explainUses.ts'
import type { CacheRules } from './rules/cacheRules.ts'

/** The cache's side of one request: the caller, the rules, and the uses of the cache. */
export interface RequestCache {
  /** Goes with each call, so that the cache knows for whom it is. */
  readonly caching: Caching
  readonly uses: readonly CacheUse[]
  explain(now: number): readonly ExplainedUse[]
  /** How long the whole response is valid; undefined when some of it is not stored. */
  validity(): Validity | undefined
  /** Drops the entries that the response consists of. */
  forget(): void
}

export function startRequestCache(rules: CacheRules, caller: Caller): RequestCache {
  const uses: CacheUse[] = []
  let calls = 0
  return {
    caching: {
      rules,
      caller: nameCaller(caller),
      isRefresh: false,
      begin: () => void calls++,
      collect: (use) => void uses.push(use),
    },
    uses,
    explain: (now) => explainUses(uses, now),
    validity: () => (uses.length === calls ? leastOf(uses) : undefined),
    forget() {
      for (const use of uses) use.forget()
    },
  }
}

function leastOf(uses: readonly CacheUse[]): Validity | undefined {
  if (uses.length === 0) return undefined
  let least: Validity = { freshUntil: Infinity, bornAt: Infinity, isPersonal: false }
  for (const { validity } of uses) {
    if (validity === undefined) return undefined
    least = {
      freshUntil: Math.min(least.freshUntil, validity.freshUntil),
      bornAt: Math.min(least.bornAt, validity.bornAt),
      isPersonal: least.isPersonal || validity.isPersonal,
    }
  }
  return least
}

import type { Caller } from '../access/caller.ts'
import { nameCaller, type CacheUse, type Caching, type Validity } from './caching.ts'
import { explainUses, type ExplainedUse } from './explainUses.ts'
import type { CacheRules } from './rules/cacheRules.ts'

/** The cache's side of one request: who asks by which rules, and what its answers were made of. */
export interface RequestCache {
  /** Lets the cache know for whom a call is. */
  readonly caching: Caching
  readonly uses: readonly CacheUse[]
  explain(now: number): readonly ExplainedUse[]
  /** How long the whole answer holds; undefined when some of it may not be kept. */
  validity(): Validity | undefined
  /** Drops what the answer was made of. */
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

import { LRUCache } from 'lru-cache'
import type { CacheUse } from '../caching.ts'
import type { EntityCache } from '../entities/lookup.ts'
import type { RequestCache } from '../requestCache.ts'

/** What a plan came to when the cache knew all of it, remembered whole: to run the plan again would come to the same. */
export interface ResponseCache<Outcome> {
  /** `key` tells apart whatever else the outcome depends on: variables, headers, and how often something was dropped. */
  find(plan: object, key: string, caller: string | undefined): Outcome | undefined
  /** Remembers an outcome of so many bytes if all that it used was known and is fresh. */
  remember(plan: object, key: string, caller: string | undefined, outcome: Outcome, made: Made): void
}

export interface Made {
  readonly cache: RequestCache
  readonly bytes: number
}

interface CachedResponse<Outcome> {
  readonly outcome: Outcome
  readonly uses: readonly CacheUse[]
  readonly freshUntil: number
  readonly bytes: number
}

/** `count` gets each use of the cache that an outcome stands for, every time it is given. */
export function createResponseCache<Outcome>(
  { now, ageLimit }: Pick<EntityCache, 'now' | 'ageLimit'>,
  maxBytes: number,
  count: (use: CacheUse) => void,
): ResponseCache<Outcome> {
  const remembered = new LRUCache<string, CachedResponse<Outcome>>({
    maxSize: maxBytes,
    maxEntrySize: Math.ceil(maxBytes / 8),
    sizeCalculation: ({ bytes, uses }, key) => 500 + bytes + 2 * key.length + 200 * uses.length,
  })
  const numberOf = createNumbers()
  return {
    find(plan, key, caller) {
      // Cut off from the others, a gateway looks at every entry's age.
      if (ageLimit() !== Infinity) return undefined
      const number = numberOf(plan)
      const known =
        remembered.get(responseKey(number, undefined, key)) ??
        (caller === undefined ? undefined : remembered.get(responseKey(number, caller, key)))
      if (known === undefined || now() >= known.freshUntil) return undefined
      for (const use of known.uses) count(use)
      return known.outcome
    },
    remember(plan, key, caller, outcome, { cache, bytes }) {
      const { uses } = cache
      const validity = cache.validity()
      if (validity === undefined || now() >= validity.freshUntil || !uses.every(isWhole)) return
      const owner = validity.isPersonal ? caller : undefined
      const { freshUntil } = validity
      remembered.set(responseKey(numberOf(plan), owner, key), { outcome, uses, freshUntil, bytes })
    },
  }
}

function isWhole({ total, hits, stale }: CacheUse): boolean {
  return hits === total && stale === 0
}

/** A caller's name is JSON: it is never empty and has no line breaks. */
function responseKey(plan: number, caller: string | undefined, key: string): string {
  return `${plan}\n${caller ?? ''}\n${key}`
}

/** Plans by numbers, so that what is remembered keeps none of them alive. */
function createNumbers(): (plan: object) => number {
  const numbers = new WeakMap<object, number>()
  let next = 0
  return (plan) => {
    const known = numbers.get(plan)
    if (known !== undefined) return known
    numbers.set(plan, next)
    return next++
  }
}

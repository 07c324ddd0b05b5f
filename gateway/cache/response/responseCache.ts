import { LRUCache } from 'lru-cache'
import type { CacheUse } from '../caching.ts'
import type { EntityCache } from '../entities/lookup.ts'
import type { RequestCache } from '../requestCache.ts'

/** Results of plans for which the entity cache knew everything: to run the plan again would give the same result. */
export interface ResponseCache<Result> {
  /** `key` holds all else that the result depends on: variables, headers, and the count of invalidations. */
  find(plan: object, key: string, caller: string | undefined): Result | undefined
  /** Remembers a result if all entries that it used were in the cache and are fresh. */
  remember(
    plan: object,
    key: string,
    caller: string | undefined,
    result: Result,
    sources: ResultSources,
  ): void
}

/** The uses of the entity cache behind a result, and the result's size. */
export interface ResultSources {
  readonly cache: RequestCache
  readonly bytes: number
}

interface CachedResponse<Result> {
  readonly result: Result
  readonly uses: readonly CacheUse[]
  readonly freshUntil: number
  readonly bytes: number
}

/** `count` gets each use of the entity cache that a result stands for, every time it is served. */
export function createResponseCache<Result>(
  { now, ageLimit }: Pick<EntityCache, 'now' | 'ageLimit'>,
  maxBytes: number,
  count: (use: CacheUse) => void,
): ResponseCache<Result> {
  const remembered = new LRUCache<string, CachedResponse<Result>>({
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
        remembered.get(responseCacheKey(number, undefined, key)) ??
        (caller === undefined ? undefined : remembered.get(responseCacheKey(number, caller, key)))
      if (known === undefined || now() >= known.freshUntil) return undefined
      for (const use of known.uses) count(use)
      return known.result
    },
    remember(plan, key, caller, result, { cache, bytes }) {
      const { uses } = cache
      const validity = cache.validity()
      if (validity === undefined || now() >= validity.freshUntil || !uses.every(isWhole)) return
      const owner = validity.isPersonal ? caller : undefined
      const { freshUntil } = validity
      remembered.set(responseCacheKey(numberOf(plan), owner, key), { result, uses, freshUntil, bytes })
    },
  }
}

function isWhole({ total, hits, stale }: CacheUse): boolean {
  return hits === total && stale === 0
}

/** A caller's name is JSON: it is never empty and has no line breaks. */
function responseCacheKey(plan: number, caller: string | undefined, key: string): string {
  return `${plan}\n${caller ?? ''}\n${key}`
}

/** Numbers plans, so that keys keep none of them alive. */
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

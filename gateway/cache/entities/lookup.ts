import type { Cache } from '../cache.ts'
import { freshnessOf, type Entry, type Freshness } from './entry.ts'
import type { ResidentEntry } from './memory.ts'
import type { GatewayResponse } from '../../subgraphs/subgraphFetcher.ts'
import type { CacheCounts } from '../caching.ts'
import type { Result } from '../explainUses.ts'
import { isHinted } from '../rules/selectionShape.ts'
import type { CacheableCall, CachePolicy, CacheUnit } from './cacheUnits.ts'

/** The result of looking up one unit. */
export interface CacheLookup {
  readonly unit: CacheUnit
  /** The value for the response; undefined when the cache has none. */
  readonly value: unknown
  readonly entry: Entry | undefined
  /** The entry in this gateway's memory, where it lies there. */
  readonly resident: ResidentEntry | undefined
  readonly freshness: Freshness
}

/** Observes each call that was answered, and how long that took in milliseconds. */
export type Observe = (
  subgraph: string,
  result: Result | 'bypass',
  milliseconds: number,
  byType: ReadonlyMap<string, CacheCounts>,
) => void

export interface EntityCache extends Cache<GatewayResponse> {
  readonly observe?: Observe | undefined
}

/**
 * Whether a look-up could find anything: where neither schema, subgraph nor config has ever stated a lifetime, a call costs
 * what it would without a cache.
 */
export function isCacheableAtAll(
  { defaults, sendingCacheControl }: EntityCache,
  { subgraph, fetch, caching }: CacheableCall,
): boolean {
  return (
    sendingCacheControl.has(subgraph) ||
    defaults.maxAge(subgraph) > 0 ||
    fetch.batches.some(({ part }) => isHinted(part, caching.rules))
  )
}

/** Looks up units in this gateway's memory alone. */
export function lookupInMemory(cache: EntityCache, units: readonly CacheUnit[]): readonly CacheLookup[] {
  const now = cache.now()
  return units.map((unit) => {
    const resident = unit.policy && cache.memory.get(unit.policy.key)
    return lookup(cache, unit, resident?.entry, resident, now)
  })
}

export function lookup(
  cache: EntityCache,
  unit: CacheUnit,
  entry: Entry | undefined,
  resident: ResidentEntry | undefined,
  now: number,
): CacheLookup {
  const { policy } = unit
  const isUsable = policy !== undefined && entry !== undefined
  const freshness = isUsable ? freshnessOf(entry, now, Math.min(limitOf(policy), cache.ageLimit())) : 'dead'
  return freshness === 'dead'
    ? { unit, value: undefined, entry: undefined, resident: undefined, freshness }
    : { unit, value: entry?.value, entry, resident, freshness }
}

/** The schema may have become stricter since the entry was made. */
export function limitOf({ hint }: CachePolicy): number {
  return hint.limit * 1_000
}

export function isFresh({ freshness }: CacheLookup): boolean {
  return freshness === 'fresh'
}

/** Whether it may be served while it is being refreshed. */
export function isUsable({ freshness }: CacheLookup): boolean {
  return freshness === 'fresh' || freshness === 'stale'
}

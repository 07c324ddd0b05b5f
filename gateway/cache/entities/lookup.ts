import type { Cache } from '../cache.ts'
import { freshnessOf, type Entry, type Freshness } from './entry.ts'
import type { ResidentEntry } from './memory.ts'
import type { GatewayResponse } from '../../subgraphs/subgraphFetcher.ts'
import type { CacheCounts } from '../caching.ts'
import type { Result } from '../explainUses.ts'
import { isHinted } from '../rules/selectionShape.ts'
import type { CacheableCall, CachePolicy, CacheUnit } from './cacheUnits.ts'

/** A unit with what is known of it. */
export interface CacheLookup {
  readonly unit: CacheUnit
  /** What the answer will say; undefined when nothing is known. */
  readonly value: unknown
  readonly entry: Entry | undefined
  /** Where the entry lies in memory. */
  readonly resident: ResidentEntry | undefined
  readonly freshness: Freshness
}

/** Gets to know each call that was answered, and how long that took in milliseconds. */
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
 * Whether looking could find anything: where neither schema, subgraph nor config has ever said how long something may be
 * kept, a call costs what it would without a cache.
 */
export function isCacheableAtAll(
  { defaults, stating }: EntityCache,
  { subgraph, fetch, caching }: CacheableCall,
): boolean {
  return (
    stating.has(subgraph) ||
    defaults.maxAge(subgraph) > 0 ||
    fetch.batches.some(({ part }) => isHinted(part, caching.rules))
  )
}

/** Looks units up in memory alone. */
export function lookupInMemory(cache: EntityCache, units: readonly CacheUnit[]): readonly CacheLookup[] {
  const now = cache.now()
  return units.map((unit) => {
    const held = unit.policy && cache.memory.get(unit.policy.key)
    return lookup(cache, unit, held?.entry, held, now)
  })
}

export function lookup(
  cache: EntityCache,
  unit: CacheUnit,
  entry: Entry | undefined,
  held: ResidentEntry | undefined,
  now: number,
): CacheLookup {
  const { policy } = unit
  const isUsable = policy !== undefined && entry !== undefined
  const freshness = isUsable ? freshnessOf(entry, now, Math.min(limitOf(policy), cache.ageLimit())) : 'dead'
  return freshness === 'dead'
    ? { unit, value: undefined, entry: undefined, resident: undefined, freshness }
    : { unit, value: entry?.value, entry, resident: held, freshness }
}

/** The schema may have become stricter since the entry was made. */
export function limitOf({ hint }: CachePolicy): number {
  return hint.limit * 1_000
}

export function isFresh({ freshness }: CacheLookup): boolean {
  return freshness === 'fresh'
}

/** Whether it may be given while it is being renewed. */
export function isUsable({ freshness }: CacheLookup): boolean {
  return freshness === 'fresh' || freshness === 'stale'
}

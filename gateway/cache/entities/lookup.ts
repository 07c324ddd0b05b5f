import type { Cache } from '../cache.ts'
import { freshnessOf, type Entry, type Freshness } from './entry.ts'
import type { Held } from './memory.ts'
import type { SubgraphAnswer } from '../../subgraphs/subgraphFetcher.ts'
import type { Counts } from '../caching.ts'
import type { Result } from '../explainUses.ts'
import { isHinted } from '../rules/selectionShape.ts'
import type { Cacheable, Keeping, Unit } from './cacheUnits.ts'

/** A unit with what is known of it. */
export interface Looked {
  readonly unit: Unit
  /** What the answer will say; undefined when nothing is known. */
  readonly value: unknown
  readonly entry: Entry | undefined
  /** Where the entry lies in memory. */
  readonly held: Held | undefined
  readonly freshness: Freshness
}

/** Gets to know each call that was answered, and how long that took in milliseconds. */
export type Observe = (
  subgraph: string,
  result: Result | 'bypass',
  milliseconds: number,
  byType: ReadonlyMap<string, Counts>,
) => void

export interface AnswerCache extends Cache<SubgraphAnswer> {
  readonly observe?: Observe | undefined
}

/**
 * Whether looking could find anything: where neither schema, subgraph nor config has ever said how long something may be
 * kept, a request costs what it would without a cache.
 */
export function isWorthALook(
  { defaults, stating }: AnswerCache,
  { subgraph, ask, caching }: Cacheable,
): boolean {
  return (
    stating.has(subgraph) ||
    defaults.maxAge(subgraph) > 0 ||
    ask.batches.some(({ part }) => isHinted(part, caching.rules))
  )
}

/** Looks units up in memory alone. */
export function lookInMemory(cache: AnswerCache, units: readonly Unit[]): readonly Looked[] {
  const now = cache.now()
  return units.map((unit) => {
    const held = unit.keeping && cache.memory.get(unit.keeping.key)
    return look(cache, unit, held?.entry, held, now)
  })
}

export function look(
  cache: AnswerCache,
  unit: Unit,
  entry: Entry | undefined,
  held: Held | undefined,
  now: number,
): Looked {
  const { keeping } = unit
  const isUsable = keeping !== undefined && entry !== undefined
  const freshness = isUsable ? freshnessOf(entry, now, Math.min(limitOf(keeping), cache.ageLimit())) : 'dead'
  return freshness === 'dead'
    ? { unit, value: undefined, entry: undefined, held: undefined, freshness }
    : { unit, value: entry?.value, entry, held, freshness }
}

/** The schema may have become stricter since the entry was made. */
export function limitOf({ hint }: Keeping): number {
  return hint.limit * 1_000
}

export function isFresh({ freshness }: Looked): boolean {
  return freshness === 'fresh'
}

/** Whether it may be given while it is being renewed. */
export function isGiveable({ freshness }: Looked): boolean {
  return freshness === 'fresh' || freshness === 'stale'
}

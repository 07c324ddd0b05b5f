import { AssembledAnswers } from './assembled.ts'
import type { LifetimeDefaults } from './lifetime.ts'
import { MemoryLevel, type Selector } from './memory.ts'
import type { SharedLevel } from './shared.ts'

export interface CacheSettings {
  readonly memoryBytes: number
  readonly defaults: LifetimeDefaults
}

/** What the cache knows of the world outside. */
export interface CacheSurroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** From 0 to less than 1. */
  readonly random: () => number
}

/** The cache of one gateway: its memory and, where there is one, the level that all gateways share. */
export interface Cache<Answer> extends CacheSurroundings {
  readonly memory: MemoryLevel
  readonly assembled: AssembledAnswers<Answer>
  readonly shared: SharedLevel | undefined
  readonly defaults: LifetimeDefaults
  /** Counts the invalidations of a subgraph: what was asked before one must not be kept after it. */
  readonly generationOf: (subgraph: string) => number
  /** Drops entries from this gateway's memory and says how many. */
  readonly drop: (selector: Selector) => number
}

/** Whole answers are made of entries that are counted already; only their texts are their own. */
const SHARE_OF_ASSEMBLED = 0.2

export function createCache<Answer>(
  { memoryBytes, defaults }: CacheSettings,
  surroundings: CacheSurroundings,
  shared: SharedLevel | undefined,
): Cache<Answer> {
  const memory = new MemoryLevel(Math.ceil(memoryBytes * (1 - SHARE_OF_ASSEMBLED)))
  const generations = new Map<string, number>()
  const generationOf = (subgraph: string) => generations.get(subgraph) ?? 0
  return {
    ...surroundings,
    memory,
    assembled: new AssembledAnswers(Math.ceil(memoryBytes * SHARE_OF_ASSEMBLED)),
    shared,
    defaults,
    generationOf,
    drop(selector) {
      generations.set(selector.subgraph, generationOf(selector.subgraph) + 1)
      return memory.drop(selector)
    },
  }
}

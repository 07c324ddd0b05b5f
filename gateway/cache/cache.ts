import { AssembledAnswers } from './entities/assembled.ts'
import type { LifetimeDefaults } from './rules/lifetime.ts'
import { MemoryLevel, type Selector } from './entities/memory.ts'
import type { Listening, SharedLevel } from './entities/sharedLevel.ts'
import { Varying } from './entities/varying.ts'

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
  /** Subgraphs that have said in a header how long an answer may be kept. */
  readonly stating: Set<string>
  /** By which headers their answers differ. */
  readonly varying: Varying
  /** Counts the invalidations of a subgraph, and those of everything: what was asked before one must not be kept after it. */
  readonly generationOf: (subgraph: string) => number
  /** Counts the invalidations of all subgraphs. */
  readonly generation: () => number
  /** The age that an entry in memory may have now, in milliseconds. */
  readonly ageLimit: () => number
  /** Drops entries from this gateway's memory and says how many. */
  readonly drop: (selector: Selector) => number
  readonly stop: () => void
}

/** Cut off from the others, a gateway would not hear what they drop: it keeps what it knows for so long and no longer. */
const UNHEARD_MS = 5_000

/** Whole answers are made of entries that are counted already; only their texts are their own. */
const SHARE_OF_ASSEMBLED = 0.2
/** For what is written of them. */
export const SHARE_OF_RESPONSES = 0.1

export function createCache<Answer>(
  { memoryBytes, defaults }: CacheSettings,
  surroundings: CacheSurroundings,
  openShared: ((listening: Listening) => SharedLevel) | undefined,
): Cache<Answer> {
  const assembled = new AssembledAnswers<Answer>(Math.ceil(memoryBytes * SHARE_OF_ASSEMBLED))
  const memory = new MemoryLevel(
    Math.ceil(memoryBytes * (1 - SHARE_OF_ASSEMBLED - SHARE_OF_RESPONSES)),
    (held) => assembled.dropWith(held),
  )
  const generations = new Map<string, number>()
  let clearings = 0
  const generationOf = (subgraph: string) => clearings + (generations.get(subgraph) ?? 0)
  let drops = 0
  const drop = (selector: Selector): number => {
    drops++
    generations.set(selector.subgraph, (generations.get(selector.subgraph) ?? 0) + 1)
    return memory.drop(selector)
  }
  const clear = (): void => {
    clearings++
    memory.clear()
  }
  const shared = openShared?.({ onDrop: drop, onHeard: clear })
  return {
    ...surroundings,
    memory,
    assembled,
    shared,
    defaults,
    stating: new Set(),
    varying: new Varying(),
    generationOf,
    generation: () => drops + clearings,
    ageLimit: () => (shared === undefined || shared.isHeard ? Infinity : UNHEARD_MS),
    drop,
    stop: () => shared?.stop(),
  }
}

import { AssembledAnswers } from './entities/assembled.ts'
import { Doorkeeper } from './entities/doorkeeper.ts'
import type { LifetimeDefaults } from './rules/lifetime.ts'
import { MemoryLevel, type Selector } from './entities/memory.ts'
import type { Listening, SharedLevel } from './entities/sharedLevel.ts'
import { Varying } from './entities/varying.ts'

export interface CacheSettings {
  readonly memoryBytes: number
  readonly defaults: LifetimeDefaults
}

/** Clock and chance, which come in from outside. */
export interface CacheSurroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** From 0 to less than 1. */
  readonly random: () => number
}

/** The cache of one gateway: its own memory and, where there is one, the level that all gateways share. */
export interface Cache<Answer> extends CacheSurroundings {
  readonly memory: MemoryLevel
  readonly assembled: AssembledAnswers<Answer>
  /** Knows the calls that callers have made before, where their responses may differ by caller. */
  readonly doorkeeper: Doorkeeper
  readonly shared: SharedLevel | undefined
  readonly defaults: LifetimeDefaults
  /** Subgraphs that have sent a `Cache-Control` header with a lifetime. */
  readonly sendingCacheControl: Set<string>
  /** The headers by which the responses of each subgraph vary. */
  readonly varying: Varying
  /**
   * Counts the invalidations of a subgraph, and those of everything: a response requested before one must not be stored
   * after it.
   */
  readonly generationOf: (subgraph: string) => number
  /** Counts the invalidations of all subgraphs. */
  readonly generation: () => number
  /** The age that an entry in memory may have now, in milliseconds. */
  readonly ageLimit: () => number
  /** Drops entries from this gateway's memory and says how many. */
  readonly drop: (selector: Selector) => number
  readonly stop: () => void
}

/**
 * Cut off from the others, a gateway would not hear what they drop: then it serves entries up to this age and no
 * longer.
 */
const UNHEARD_MS = 5_000

/** Assembled responses consist of entries that are counted already; only their keys are their own. */
const SHARE_OF_ASSEMBLED = 0.2
/** The share of the response cache, which holds envelopes as they were written. */
export const SHARE_OF_RESPONSES = 0.1

export function createCache<Answer>(
  { memoryBytes, defaults }: CacheSettings,
  surroundings: CacheSurroundings,
  openShared: ((listening: Listening) => SharedLevel) | undefined,
): Cache<Answer> {
  const assembled = new AssembledAnswers<Answer>(Math.ceil(memoryBytes * SHARE_OF_ASSEMBLED))
  const memory = new MemoryLevel(
    Math.ceil(memoryBytes * (1 - SHARE_OF_ASSEMBLED - SHARE_OF_RESPONSES)),
    (resident) => assembled.dropWith(resident),
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
    doorkeeper: new Doorkeeper(),
    shared,
    defaults,
    sendingCacheControl: new Set(),
    varying: new Varying(),
    generationOf,
    generation: () => drops + clearings,
    ageLimit: () => (shared === undefined || shared.isHeard ? Infinity : UNHEARD_MS),
    drop,
    stop: () => shared?.stop(),
  }
}

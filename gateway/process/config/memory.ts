import { wholeNumber } from '../../../kit/config.ts'
import type { GraphMemories } from '../../graph/graph.ts'
import type { Rule, ValuesOf } from './rule.ts'
import { cacheVariables } from './cache.ts'
import { documentVariables } from './documents.ts'

/**
 * How much each of the gateway's memories may weigh, in bytes; the cache and registered documents have their own
 * settings.
 */
export interface Memories extends GraphMemories {
  /** Bodies of requests, as they were understood. */
  readonly bodies: number
}

export const memoryVariables = {
  MEMORY_MB: wholeNumber('megabytes from 32 to 65536', 32, 65_536).optional(),
}

type MemoryValues = ValuesOf<
  typeof memoryVariables &
    Pick<typeof cacheVariables, 'CACHE_MEMORY_MB'> &
    Pick<typeof documentVariables, 'PERSISTED_QUERIES_MB'>
>

/** The least that the memories without a setting of their own get, and what they get without MEMORY_MB. */
const LEAST_MB = 16
const USUAL_MB = 144

export const memoryRules: readonly Rule<MemoryValues>[] = [
  {
    variable: 'MEMORY_MB',
    holds: (values) => values.MEMORY_MB === undefined || restOf(values) >= LEAST_MB,
    expected: `at least ${LEAST_MB} more than CACHE_MEMORY_MB and PERSISTED_QUERIES_MB together, which are part of it`,
  },
]

export function toMemories(values: MemoryValues): Memories {
  const bytes = restOf(values) * 1_048_576
  return Object.freeze({
    executions: Math.floor(bytes * 0.45),
    operations: Math.floor(bytes * 0.45),
    bodies: Math.floor(bytes * 0.1),
  })
}

function restOf({ MEMORY_MB, CACHE_MEMORY_MB, PERSISTED_QUERIES_MB }: MemoryValues): number {
  return MEMORY_MB === undefined ? USUAL_MB : MEMORY_MB - CACHE_MEMORY_MB - PERSISTED_QUERIES_MB
}

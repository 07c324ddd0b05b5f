import { createCache, SHARE_OF_RESPONSES, type CacheSettings } from './cache.ts'
import { createRedisLevel } from './redis/redisLevel.ts'
import type { OpenRedis } from './redis/openRedis.ts'
import type { CacheUse } from './caching.ts'
import type { EntityCache, Observe } from './entities/lookup.ts'
import { createResponseCache, type ResponseCache } from './response/responseCache.ts'
import type { GatewayResponse } from '../subgraphs/subgraphFetcher.ts'

const LEASE_MS = 2_000

/** Opens the cache that the config asks for; nothing waits for Redis. */
export function openCache(
  settings: CacheSettings | undefined,
  shared: OpenRedis | undefined,
  observe?: Observe,
): EntityCache | undefined {
  if (settings === undefined) return undefined
  const surroundings = { now: Date.now, random: Math.random }
  const cache = createCache<GatewayResponse>(
    settings,
    surroundings,
    shared &&
      ((listening) => {
        const { redis, times, breaker } = shared
        return createRedisLevel(redis, { ...times, lease: LEASE_MS }, surroundings.now, listening, breaker)
      }),
  )
  return { ...cache, observe }
}

/** Opens the response cache; `count` gets each use of the entity cache that a cached result stands for. */
export function openResponseCache<Result>(
  settings: CacheSettings | undefined,
  cache: EntityCache | undefined,
  count: (use: CacheUse) => void,
): ResponseCache<Result> | undefined {
  if (settings === undefined || cache === undefined) return undefined
  return createResponseCache(cache, Math.ceil(settings.memoryBytes * SHARE_OF_RESPONSES), (use) => {
    count(use)
    cache.observe?.(use.subgraph, 'hit', 0, use.byType)
  })
}

import type { Log } from '../kit/log.ts'
import { connectRedis } from '../kit/redis.ts'
import { createCache } from './cache/cache.ts'
import { createRedisLevel } from './cache/redis/redisLevel.ts'
import type { Listening, SharedLevel } from './cache/shared.ts'
import type { Config } from './config.ts'
import type { AnswerCache, Observe } from './request/cache/look.ts'
import type { SubgraphAnswer } from './request/fetch/fetch.ts'

const PAUSE_MS = 1_000
const LEASE_MS = 2_000

/** Opens the cache that the config asks for; nothing waits for Redis. */
export function openCache(settings: Config['cache'], log: Log, observe?: Observe): AnswerCache | undefined {
  if (settings === undefined) return undefined
  const { redisUrl, redisBudgetMs } = settings
  const surroundings = { now: Date.now, random: Math.random }
  const openShared =
    (url: string) =>
    (listening: Listening): SharedLevel => {
      // Its message may hold the address, and an address may hold a password.
      const redis = connectRedis(url, (error) => log.warn({ code: codeOf(error) }, 'Redis is out of reach'))
      const times = { budget: redisBudgetMs, pause: PAUSE_MS, lease: LEASE_MS }
      return createRedisLevel(redis, times, surroundings.now, listening)
    }
  const cache = createCache<SubgraphAnswer>(
    settings,
    surroundings,
    redisUrl === undefined ? undefined : openShared(redisUrl),
  )
  return { ...cache, observe }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

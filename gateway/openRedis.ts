import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../kit/config.ts'
import type { Log } from '../kit/log.ts'
import { connectRedis, type Redis } from '../kit/redis.ts'
import { connectRedisCluster } from '../kit/redisCluster.ts'
import { packageRoot } from '../kit/root.ts'
import { guardRedis, type Breaker, type BreakerSettings } from './cache/redis/breaker.ts'
import type { RedisSettings } from './config.ts'

/** A Redis with the breaker through which all work goes, so that a fault costs its budget once. */
export interface OpenRedis {
  readonly redis: Redis
  readonly breaker: Breaker
  readonly times: BreakerSettings
  stop(): void
}

const PAUSE_MS = 1_000

/** Opens the Redis that the config names; nothing waits for it. Throws ConfigError for certificates that cannot be read. */
export function openRedis(settings: RedisSettings | undefined, log: Log): OpenRedis | undefined {
  if (settings === undefined) return undefined
  const { urls, isCluster, caFile, budgetMs } = settings
  const trust = { ca: caFile === undefined ? undefined : readAuthorities(caFile) }
  const onError = (error: unknown): void => complain(log, codeOf(error))
  const [url = ''] = urls
  const redis = isCluster ? connectRedisCluster(urls, onError, trust) : connectRedis(url, onError, trust)
  const times = { budget: budgetMs, pause: PAUSE_MS }
  const breaker = guardRedis(redis, times)
  return {
    redis,
    breaker,
    times,
    stop() {
      breaker.stop()
      redis.close()
    },
  }
}

function readAuthorities(file: string): string {
  try {
    return readFileSync(resolve(fileURLToPath(packageRoot), file), 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable'
    throw new ConfigError([
      `REDIS_CA_FILE: expected a file of certificates; got ${JSON.stringify(file)} (${reason}).`,
    ])
  }
}

/** The code alone: an error's message may hold the address, and an address may hold a password. */
function complain(log: Log, code: string): void {
  if (/CERT|SELF_SIGNED|SIGNATURE|ERR_TLS/.test(code))
    log.warn(
      { code },
      'Redis shows a certificate that is not trusted; REDIS_CA_FILE names who may vouch for it',
    )
  else log.warn({ code }, 'Redis is out of reach')
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

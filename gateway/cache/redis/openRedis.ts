import { readFileSync } from 'node:fs'
import { ConfigError } from '../../../kit/config.ts'
import type { Log } from '../../../kit/log.ts'
import type { Redis, RedisTrust } from '../../../kit/redis.ts'
import { guardRedis, type Breaker, type BreakerSettings } from './breaker.ts'

/** Settings of the Redis that many gateways share. */
export interface RedisSettings {
  /** One address, or some nodes of a cluster. */
  readonly urls: readonly string[]
  readonly isCluster: boolean
  /** PEM of the authorities that vouch for it over TLS; undefined for those that Node knows. */
  readonly caFile: string | undefined
  /** How long a request waits for it before the breaker opens. */
  readonly budgetMs: number
}

/** A Redis with the breaker through which all work goes, so that a fault costs its budget once. */
export interface OpenRedis {
  readonly redis: Redis
  readonly breaker: Breaker
  readonly times: BreakerSettings
  stop(): void
}

const PAUSE_MS = 1_000

/** Opens the Redis that the config names; nothing waits for it. Throws ConfigError for certificates that cannot be read. */
export async function openRedis(
  settings: RedisSettings | undefined,
  log: Log,
): Promise<OpenRedis | undefined> {
  if (settings === undefined) return undefined
  const { caFile, budgetMs } = settings
  const trust = { ca: caFile === undefined ? undefined : readAuthorities(caFile) }
  const redis = await connect(settings, createComplaints(log, Date.now), trust)
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

/** The client is loaded only where Redis is configured: it weighs 20 MiB. */
async function connect(
  { urls, isCluster }: RedisSettings,
  onError: (error: unknown) => void,
  trust: RedisTrust,
): Promise<Redis> {
  const [url = ''] = urls
  if (!isCluster) return (await import('../../../kit/redis.ts')).connectRedis(url, onError, trust)
  return (await import('../../../kit/redisCluster.ts')).connectRedisCluster(urls, onError, trust)
}

function readAuthorities(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable'
    throw new ConfigError([
      `REDIS_CA_FILE: expected a file of certificates; got ${JSON.stringify(file)} (${reason}).`,
    ])
  }
}

/** A retry each second fails each second: of each kind of failure a line a minute is enough. */
const BETWEEN_COMPLAINTS_MS = 60_000

/** Logs a failure's code alone: its message may hold the address, and an address may hold a password. */
function createComplaints(log: Log, now: () => number): (error: unknown) => void {
  const loggedAt = new Map<string, number>()
  return (error) => {
    const code = codeOf(error)
    if (now() - (loggedAt.get(code) ?? -Infinity) < BETWEEN_COMPLAINTS_MS) return
    loggedAt.set(code, now())
    log.warn({ code }, IS_OF_TRUST.test(code) ? NOT_TRUSTED : 'Redis is out of reach')
  }
}

const IS_OF_TRUST = /CERT|SELF_SIGNED|SIGNATURE|ERR_TLS/
const NOT_TRUSTED = 'Redis shows a certificate that is not trusted; REDIS_CA_FILE names who may vouch for it'

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

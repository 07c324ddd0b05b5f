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
  const complain = createComplaints(log, Date.now)
  const redis = await connect(settings, complain, trust)
  const times = { budget: budgetMs, pause: PAUSE_MS }
  const breaker = guardRedis(redis, times, complain)
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
    const { code, message } = describeFailure(error)
    if (now() - (loggedAt.get(code) ?? -Infinity) < BETWEEN_COMPLAINTS_MS) return
    loggedAt.set(code, now())
    log.warn({ code }, message)
  }
}

interface DescribedFailure {
  readonly code: string
  readonly message: string
}

function describeFailure(error: unknown): DescribedFailure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (typeof code === 'string') return { code, message: IS_OF_TRUST.test(code) ? NOT_TRUSTED : OUT_OF_REACH }
  if (!(error instanceof Error)) return { code: 'unknown', message: OUT_OF_REACH }
  // The first word of a reply of Redis holds nothing that was sent; those after it might.
  const reply = /^[A-Z]{2,}(?= )/.exec(error.message)?.[0]
  if (reply === undefined) return { code: error.name, message: OUT_OF_REACH }
  return { code: reply, message: REFUSALS.get(reply) ?? 'Redis refuses a command' }
}

const IS_OF_TRUST = /CERT|SELF_SIGNED|SIGNATURE|ERR_TLS/
const NOT_TRUSTED = 'Redis shows a certificate that is not trusted; REDIS_CA_FILE names who may vouch for it'
const OUT_OF_REACH = 'Redis is out of reach'

const REFUSALS: ReadonlyMap<string, string> = new Map([
  ['NOAUTH', 'Redis wants a password; REDIS_URL may name one, as in redis://user:password@host'],
  ['WRONGPASS', 'Redis does not accept the user or the password of REDIS_URL'],
  ['NOPERM', 'Redis does not permit its user what the gateway needs'],
  ['OOM', 'Redis is full: what is new is not shared between gateways'],
  ['READONLY', 'Redis is a replica that takes no writes: nothing is shared between gateways'],
])

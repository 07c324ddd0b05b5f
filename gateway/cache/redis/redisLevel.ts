import { randomUUID } from 'node:crypto'
import type { Redis } from '../../../kit/redis.ts'
import type { Selector } from '../entities/memory.ts'
import type { Invalidated, Lease, Listening, SharedLevel, SharedRead } from '../entities/sharedLevel.ts'
import { createAnnouncer } from './announcer.ts'
import { guardRedis, type Breaker, type BreakerSettings } from './breaker.ts'
import { decodeEntry } from './codec.ts'
import { DROP_CHANNEL, entriesIndex, entryKey, epochKey, groupsIndex, leaseKey } from './names.ts'
import { INVALIDATE, LEASE, RELEASE, runScript, WRITE } from './scripts.ts'
import { writeSteps } from './steps.ts'

export interface RedisLevelSettings extends BreakerSettings {
  /** How long a lease lasts. */
  readonly lease: number
}

/** Writes that may wait at once; beyond it entries are not stored. */
const WAITING_WRITES = 200
const INVALIDATION_DEADLINE_MS = 2_000

/**
 * The level in Redis. Each fault is a miss; the first costs the budget, then the breaker is open until Redis answers
 * again.
 */
export function createRedisLevel(
  redis: Redis,
  settings: RedisLevelSettings,
  now: () => number,
  listening: Listening,
  breaker: Breaker = guardRedis(redis, settings),
): SharedLevel {
  const announcer = createAnnouncer(redis, listening)
  const attempt = <Result>(work: () => Promise<Result>): Promise<Result | undefined> =>
    redis.isReady ? breaker.run(work) : Promise.resolve(undefined)
  let waiting = 0
  return {
    get isHeard() {
      return announcer.isHeard && !breaker.isOpen
    },
    async read(subgraph, keys) {
      const stored = keys.map((key) => entryKey(subgraph, key))
      return readReply(stored, await attempt(() => redis.send(['MGET', epochKey(subgraph), ...stored])))
    },
    async write(subgraph, epoch, entries, lease) {
      if (waiting >= WAITING_WRITES) return
      waiting++
      try {
        const keys = [epochKey(subgraph), leaseKey(subgraph, lease?.name ?? '')]
        await attempt(async () => {
          const steps = await writeSteps(subgraph, entries, now())
          return runScript(redis, WRITE, keys, [epoch, lease?.token ?? '', ...steps])
        })
      } finally {
        waiting--
      }
    },
    async lease(subgraph, name, keys) {
      const token = randomUUID()
      const stored = keys.map((key) => entryKey(subgraph, key))
      const names = [leaseKey(subgraph, name), epochKey(subgraph), ...stored]
      const reply = await attempt(() => runScript(redis, LEASE, names, [token, String(settings.lease)]))
      const [isOurs, values]: readonly unknown[] = Array.isArray(reply) ? reply : []
      const read = readReply(stored, values)
      return read && { ...read, lease: isOurs === 1 ? { subgraph, name, token } : undefined }
    },
    async release({ subgraph, name, token }: Lease) {
      await attempt(() => runScript(redis, RELEASE, [leaseKey(subgraph, name)], [token]))
    },
    async forget(subgraph, keys) {
      await attempt(() => redis.send(['UNLINK', ...keys.map((key) => entryKey(subgraph, key))]))
    },
    invalidate: (selector) => invalidateShared(redis, announcer, selector),
    stop() {
      breaker.stop()
      redis.close()
    },
  }
}

/** The epoch, then the entries that lay under the keys `stored`. */
function readReply(stored: readonly string[], reply: unknown): SharedRead | undefined {
  if (!Array.isArray(reply)) return undefined
  const [epoch, ...entries]: readonly unknown[] = reply
  return {
    epoch: Buffer.isBuffer(epoch) ? epoch.toString() : '',
    entries: stored.map((key, index) => decodeEntry(key, entries[index])),
  }
}

async function invalidateShared(
  redis: Redis,
  announcer: ReturnType<typeof createAnnouncer>,
  selector: Selector,
): Promise<Invalidated> {
  const { subgraph, groups, entries } = selector
  const announcement = announcer.prepare(selector)
  const values = [
    DROP_CHANNEL,
    announcement.message,
    String(groups.length),
    ...groups.map((name) => groupsIndex(subgraph, name)),
    ...entries.map((name) => entriesIndex(subgraph, name)),
  ]
  try {
    const work = runScript(redis, INVALIDATE, [epochKey(subgraph)], values)
    const reply = await Promise.race([work, refuseLater(INVALIDATION_DEADLINE_MS)])
    const [count = 0, reached = 0] = Array.isArray(reply) ? reply.map(Number) : []
    const told = await redis.countListeners(DROP_CHANNEL, reached)
    return { count, ...(await announcement.confirmations(told)) }
  } finally {
    announcement.end()
  }
}

function refuseLater(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error(`Redis did not answer within ${milliseconds} ms.`)),
      milliseconds,
    ).unref()
  })
}

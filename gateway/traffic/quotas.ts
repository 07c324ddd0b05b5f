import { LRUCache } from 'lru-cache'
import { digest } from '../../kit/digest.ts'
import type { Redis } from '../../kit/redis.ts'
import { GatewayError } from '../errors.ts'

/** So many values of one field in a day. */
export interface Quota {
  readonly coordinate: string
  readonly perDay: number
}

/** Counts what each caller had of a field today. */
export interface QuotaCounts {
  /** Throws GatewayError QUOTA_EXCEEDED where the caller has had all. */
  assertLeft(caller: string, quota: Quota): void
  /** The caller has had so many values more; what other gateways counted is learnt behind. */
  count(caller: string, quota: Quota, values: number): void
}

const DAY_MS = 86_400_000
/** Days begin at midnight in Macao, which has no summer time. */
const MACAO_MS = 8 * 3_600_000
const REMEMBERED = 50_000

/** `now` is the time of day, in milliseconds. Without Redis, and while it is away, each gateway counts by itself. */
export function createQuotaCounts(redis: Redis | undefined, now: () => number): QuotaCounts {
  const counts = new LRUCache<string, number>({ max: REMEMBERED })
  const nameOf = (caller: string, { coordinate }: Quota) =>
    `${Math.floor((now() + MACAO_MS) / DAY_MS)}\n${coordinate}\n${caller}`
  const share = async (name: string, values: number): Promise<void> => {
    if (redis === undefined || !redis.isReady) return
    const key = `gateway:quota:${digest(name)}`
    const [total] = await Promise.all([
      redis.send(['INCRBY', key, String(values)]),
      redis.send(['PEXPIRE', key, String(DAY_MS)]),
    ])
    counts.set(name, Math.max(counts.get(name) ?? 0, Number(total)))
  }
  return {
    assertLeft(caller, quota) {
      const { coordinate, perDay } = quota
      if ((counts.get(nameOf(caller, quota)) ?? 0) < perDay) return
      const retryAfter = Math.ceil((DAY_MS - ((now() + MACAO_MS) % DAY_MS)) / 1000)
      throw new GatewayError(
        'QUOTA_EXCEEDED',
        `A caller may have ${perDay} values of ${coordinate} in a day, and these were had; a new day begins in ${retryAfter} s.`,
        { field: coordinate, limit: perDay, retryAfter },
      )
    },
    count(caller, quota, values) {
      const name = nameOf(caller, quota)
      counts.set(name, (counts.get(name) ?? 0) + values)
      // A Redis that fails is told of in the log by its connection.
      share(name, values).catch(() => {})
    },
  }
}

import { digest } from '../../kit/digest.ts'
import type { Redis } from '../../kit/redis.ts'
import type { Bucket, Rate } from './bucket.ts'

/** Takes part in a bucket that many gateways share. */
export interface Lease {
  /** So much was taken from the bucket of this gateway; what others took is taken from it too, behind and in slices. */
  use(bucket: Bucket, amount: number): void
}

export type LeaseFrom = (name: string, rate: Rate) => Lease

/** Of a gateway that shares with no other. */
export const noLease: LeaseFrom = () => ({ use() {} })

/** A slice is this part of the quota: of a client that uses little, Redis hears nothing. */
const SLICES = 50

/**
 * The generic cell rate algorithm by the clock of Redis: key; milliseconds for a unit, the window in milliseconds, the
 * units wanted, and those of them that are used up already and are taken in any case. Answers how many it gives, and in
 * how many milliseconds the bucket would be full again.
 */
const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local each, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local full = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
local left = math.max(0, (window - (full - now)) / each)
local given = math.max(tonumber(ARGV[4]), math.min(tonumber(ARGV[3]), left))
full = math.min(full + given * each, now + 1.25 * window)
redis.call('SET', KEYS[1], string.format('%.3f', full), 'PX', math.ceil(full - now) + 1000)
return {string.format('%.3f', given), string.format('%.3f', full - now)}
`

/** Leases slices of budgets from Redis. Nothing waits for it; while it is away each gateway has the whole budget. */
export function createLeaseFrom(redis: Redis, now: () => number): LeaseFrom {
  return (name, rate) => {
    const key = keyOf(name)
    const slice = rate.quota / SLICES
    const msOfUnit = rate.windowMs / rate.quota
    /** What Redis gave and is not used yet; less than nothing is what Redis has not been told of. */
    let left = 0
    let isKnown = false
    let isAsking = false
    const ask = async (bucket: Bucket): Promise<void> => {
      const [wanted, used] = [slice - left, Math.max(0, -left)]
      const reply = await redis.send([
        'EVAL',
        SCRIPT,
        '1',
        key,
        ...[msOfUnit, rate.windowMs, wanted, used].map(String),
      ])
      const [given, fullIn] = readReply(reply)
      isKnown = true
      left += given
      bucket.fullAt = Math.max(bucket.fullAt, now() + fullIn - left * msOfUnit)
    }
    return {
      use(bucket, amount) {
        left -= amount
        if (isAsking || !redis.isReady || left > (isKnown ? slice / 2 : -slice / 2)) return
        isAsking = true
        // A Redis that fails is told of in the log by its connection.
        ask(bucket)
          .catch(() => {})
          .finally(() => {
            isAsking = false
          })
      },
    }
  }
}

/** Names hold addresses and subjects of tokens, which are nobody's business there. */
function keyOf(name: string): string {
  return `gateway:budget:${digest(name)}`
}

function readReply(reply: unknown): readonly [given: number, fullIn: number] {
  const [given, fullIn] = Array.isArray(reply) ? reply.map((part) => Number(String(part))) : []
  if (given === undefined || fullIn === undefined || Number.isNaN(given + fullIn))
    throw new Error('Redis answered something else than a lease.')
  return [given, fullIn]
}

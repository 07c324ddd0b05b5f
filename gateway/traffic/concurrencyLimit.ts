/** What the gateway's thread did since the last sample. */
export interface LoadSample {
  readonly milliseconds: number
  /** Requests that ended. */
  readonly ended: number
  /** The part of the time in which the thread was at work, from 0 to 1. */
  readonly busy: number
}

/** From here on what waits longer only waits: the thread is what is short. */
const SATURATED = 0.9
/** How long a request may take at the limit. */
const TARGET_MS = 250
export const LEAST_LIMIT = 16
export const MOST_LIMIT = 1_000
/** Of the throughput, how much the last sample counts. */
const WEIGHT = 0.3

/** How many requests may be under way. */
export interface ConcurrencyLimit {
  readonly limit: number
  /** Requests that end in a second, on average. */
  readonly perSecond: number
  observe(sample: LoadSample): void
}

/**
 * By Little's law: as many under way as end within the target time. It holds while the thread is saturated; while it is
 * not, requests wait for subgraphs, of which a thousand cost the gateway little.
 */
export function createConcurrencyLimit(): ConcurrencyLimit {
  let limit = MOST_LIMIT
  let perSecond = 0
  return {
    get limit() {
      return limit
    },
    get perSecond() {
      return perSecond
    },
    observe({ milliseconds, ended, busy }) {
      perSecond += WEIGHT * ((ended * 1000) / milliseconds - perSecond)
      const target = busy >= SATURATED ? (perSecond * TARGET_MS) / 1000 : limit * 2
      limit = Math.min(MOST_LIMIT, Math.max(LEAST_LIMIT, Math.ceil(target)))
    },
  }
}

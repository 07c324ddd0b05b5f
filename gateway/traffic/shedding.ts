import { performance, type EventLoopUtilization } from 'node:perf_hooks'
import type { Deadline, Deadlines } from '../../kit/concurrency/deadlines.ts'
import { rankOf, type Arrival, type Scheduler } from '../../kit/concurrency/scheduler.ts'
import { GatewayError } from '../errors.ts'
import type { ConcurrencyLimit } from './concurrencyLimit.ts'

/** Lets in as many requests as can be under way, and sheds what could not be answered in time. */
export interface Shedding {
  /** Undefined for a request that may go on at once; rejects with GatewayError OVERLOADED where it may not soon. */
  enter(arrival: Arrival): Promise<void> | undefined
  /** A request that was let in has ended. */
  leave(): void
  /** How many requests are let in and have not ended, and how many wait to be. */
  load(): { readonly underWay: number; readonly waiting: number }
}

const SAMPLED_MS = 100
/** How long a request may wait to be let in. */
const PATIENCE_MS = 1_000
/** How many may wait: who would be last of more could not be let in in time. */
const MOST_WAITING = 200

interface Waiting {
  readonly arrival: Arrival
  readonly deadline: Deadline
  letIn(): void
  refuse(): void
}

export function createShedding(
  limit: ConcurrencyLimit,
  scheduler: Scheduler,
  deadlines: Deadlines,
): Shedding {
  const waiting = new Set<Waiting>()
  let underWay = 0
  let ended = 0
  let sampledAt = performance.now()
  let utilization = performance.eventLoopUtilization()

  const sample = (): void => {
    const now = performance.now()
    const milliseconds = now - sampledAt
    if (milliseconds < SAMPLED_MS) return
    const current: EventLoopUtilization = performance.eventLoopUtilization()
    const busy = performance.eventLoopUtilization(current, utilization).utilization
    limit.observe({ milliseconds, ended, busy })
    sampledAt = now
    utilization = current
    ended = 0
  }
  const letIn = (): void => {
    while (waiting.size > 0 && underWay < limit.limit) firstOf(waiting)?.letIn()
  }
  /** Who waits while nobody comes or goes, such as behind a subgraph that hangs, waits for no longer than the limit says. */
  const watch = (): void => {
    if (waiting.size === 0) return
    sample()
    letIn()
    setTimeout(watch, SAMPLED_MS).unref()
  }
  const wait = (arrival: Arrival): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        one.deadline.end()
        waiting.delete(one)
      }
      const one: Waiting = {
        arrival,
        deadline: deadlines.start(PATIENCE_MS, () => one.refuse()),
        letIn() {
          end()
          underWay += 1
          // Whoever has just ended pays for nothing of it.
          scheduler.schedule(arrival, resolve)
        },
        refuse() {
          end()
          reject(overloaded(waiting.size, limit.perSecond))
        },
      }
      waiting.add(one)
      if (waiting.size === 1) setTimeout(watch, SAMPLED_MS).unref()
      const most = Math.min(MOST_WAITING, Math.max(1, (limit.perSecond * PATIENCE_MS) / 1000))
      if (waiting.size > most) lastOf(waiting)?.refuse()
    })
  return {
    enter(arrival) {
      // Nobody waits where there is room: whoever leaves lets the next one in.
      if (underWay < limit.limit && waiting.size === 0) {
        underWay += 1
        return undefined
      }
      sample()
      letIn()
      if (underWay >= limit.limit) return wait(arrival)
      underWay += 1
      return undefined
    },
    load: () => ({ underWay, waiting: waiting.size }),
    leave() {
      underWay -= 1
      ended += 1
      sample()
      letIn()
    },
  }
}

function overloaded(ahead: number, perSecond: number): GatewayError {
  const retryAfter = Math.min(30, Math.max(1, Math.ceil(ahead / Math.max(1, perSecond))))
  return new GatewayError(
    'OVERLOADED',
    `The gateway has more requests under way than it can answer in time; ask again in ${retryAfter} s.`,
    { retryAfter },
  )
}

/** In the order of fair turns, as the thread takes them. */
function firstOf(waiting: ReadonlySet<Waiting>): Waiting | undefined {
  return extremeOf(waiting, (rank, best) => rank < best)
}

/** Of those who have used the most, the latest. */
function lastOf(waiting: ReadonlySet<Waiting>): Waiting | undefined {
  return extremeOf(waiting, (rank, best) => rank >= best)
}

function extremeOf(
  waiting: ReadonlySet<Waiting>,
  isBetter: (rank: number, best: number) => boolean,
): Waiting | undefined {
  const now = performance.now()
  let found: Waiting | undefined
  let best = 0
  for (const one of waiting) {
    const rank = rankOf(one.arrival, now)
    if (found !== undefined && !isBetter(rank, best)) continue
    found = one
    best = rank
  }
  return found
}

import type { PlanNode } from '@apollo/query-planner'
import { print } from 'graphql'
import { LRUCache } from 'lru-cache'
import { EngineError } from '../../errors.ts'
import type { Planner } from '../planner.ts'
import type { PlanRequest } from './messages.ts'
import { startThread, ThreadEnded, type PlannerThread } from './thread.ts'
import { digestAll } from '../../../kit/digest.ts'

/** A planner in a thread of its own. */
export interface PlannerWorker extends Planner {
  /** Resolves when the supergraph is accepted; rejects with the reason why it is not. */
  readonly accepted: Promise<void>
  close(): Promise<void>
}

export interface PlannerLimits {
  /** How long one plan may take. */
  readonly budgetMs: number
  /** How many plans may be waited for at once. */
  readonly queue: number
}

/** Plans of our own examples take 5 to 45 ms. */
const USUAL_LIMITS: PlannerLimits = { budgetMs: 2_000, queue: 100 }
const REMEMBERED_REFUSALS = 1_000
/** No longer: on a machine that was busy, an honest operation can overrun too. */
const REFUSED_FOR_MS = 60_000
/** A spare that is not needed for so long gives its memory back. */
const SPARE_KEPT_MS = 60_000

interface Job {
  readonly request: PlanRequest
  readonly resolve: (plan: PlanNode | undefined) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Plans in a thread of its own, so that no operation holds up the requests that have their plans already. What takes
 * longer than the budget ends with its thread: `plan` rejects with EngineError OPERATION_TOO_COMPLEX, for a minute at once
 * when the same is asked again; with OVERLOADED when too many wait.
 */
export function startPlannerWorker(sdl: string, limits: PlannerLimits = USUAL_LIMITS): PlannerWorker {
  const overran = new LRUCache<string, true>({ max: REMEMBERED_REFUSALS, ttl: REFUSED_FOR_MS })
  const jobs: Job[] = []
  let thread = startThread(sdl)
  const accepted = thread.built
  const spare = createSpare(() => startThread(sdl))
  let isBusy = false
  let isClosed = false

  const work = async (): Promise<void> => {
    isBusy = true
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await run(job)
    isBusy = false
  }

  const run = async ({ request, resolve, reject }: Job): Promise<void> => {
    if (!thread.isAlive() && !isClosed) thread = spare.take()
    const used = thread
    try {
      await used.built
    } catch (error) {
      return reject(error)
    }
    const timers = [
      setTimeout(() => spare.prepare(), limits.budgetMs / 2),
      setTimeout(() => void used.terminate(), limits.budgetMs),
    ]
    try {
      resolve(await used.plan(request))
    } catch (error) {
      // Out of time, or out of memory.
      if (!(error instanceof ThreadEnded) || isClosed) return reject(error)
      overran.set(digestOf(request), true)
      reject(tooComplex(limits))
    } finally {
      for (const timer of timers) clearTimeout(timer)
    }
  }

  return {
    accepted,
    plan(operation, labels) {
      const request = { text: print(operation), labels }
      if (overran.has(digestOf(request))) return Promise.reject(tooComplex(limits))
      if (jobs.length >= limits.queue) return Promise.reject(overloaded())
      return new Promise((resolve, reject) => {
        jobs.push({ request, resolve, reject })
        if (!isBusy) void work()
      })
    },
    async close() {
      isClosed = true
      await Promise.all([thread.terminate(), spare.drop()])
    },
  }
}

/** A thread got ready when a plan takes suspiciously long, since building one takes a second or more. */
function createSpare(start: () => PlannerThread) {
  let spare: PlannerThread | undefined
  let timer: NodeJS.Timeout | undefined
  const drop = async (): Promise<void> => {
    clearTimeout(timer)
    const dropped = spare
    spare = undefined
    await dropped?.terminate()
  }
  return {
    prepare(): void {
      spare ??= start()
      clearTimeout(timer)
      timer = setTimeout(() => void drop(), SPARE_KEPT_MS).unref()
    },
    take(): PlannerThread {
      clearTimeout(timer)
      const taken = spare?.isAlive() ? spare : start()
      spare = undefined
      return taken
    },
    drop,
  }
}

function digestOf({ text, labels }: PlanRequest): string {
  return digestAll([text, ...labels])
}

function tooComplex({ budgetMs }: PlannerLimits): EngineError {
  const message = `Planning the operation took longer than ${budgetMs} ms. Ask for less at once.`
  return new EngineError('OPERATION_TOO_COMPLEX', message, { limitName: 'planMilliseconds', limit: budgetMs })
}

function overloaded(): EngineError {
  return new EngineError('OVERLOADED', 'Too many new operations wait to be planned. Ask again later.')
}

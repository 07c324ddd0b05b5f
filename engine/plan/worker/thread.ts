import { Worker } from 'node:worker_threads'
import type { PlanNode } from '@apollo/query-planner'
import type { PlannerThreadData, PlanReply, PlanRequest } from './messages.ts'

/** A thread with a planner in it, which is asked for one plan after the other. */
export interface PlannerThread {
  /** Rejects with SupergraphRefused, or when the thread ends before it is built. */
  readonly built: Promise<void>
  isAlive(): boolean
  /** Rejects when there is no plan, and with ThreadEnded. */
  plan(request: PlanRequest): Promise<PlanNode | undefined>
  terminate(): Promise<void>
}

/** The planner does not accept the supergraph; the message says why. */
export class SupergraphRefused extends Error {}

/** The thread is no more: it was terminated, or ran out of memory. */
export class ThreadEnded extends Error {}

/** A planner of 600 types takes about 200 MiB; what takes more than this is no operation that anybody means. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 8 }

interface Waiting {
  readonly resolve: (reply: PlanReply) => void
  readonly reject: (reason: Error) => void
}

/** Keeps the process alive only while it is waited for. */
export function startThread(sdl: string): PlannerThread {
  const data: PlannerThreadData = { sdl }
  const worker = new Worker(new URL('./work.js', import.meta.url), {
    workerData: data,
    resourceLimits: RESOURCE_LIMITS,
    name: 'planner',
  })
  let waiting: Waiting | undefined
  let ended: Error | undefined
  const next = () =>
    new Promise<PlanReply>((resolve, reject) => {
      if (ended !== undefined) return reject(ended)
      worker.ref()
      waiting = { resolve, reject }
    })
  const settle = (how: (waiting: Waiting) => void): void => {
    const settled = waiting
    waiting = undefined
    worker.unref()
    if (settled !== undefined) how(settled)
  }
  const end = (cause?: unknown): void => {
    ended ??= new ThreadEnded('The thread of the planner ended.', { cause })
    const reason = ended
    settle(({ reject }) => reject(reason))
  }
  worker.on('message', (reply: PlanReply) => settle(({ resolve }) => resolve(reply)))
  worker.on('error', end)
  worker.on('exit', () => end())
  const built = next().then((reply) => {
    if (reply.kind === 'refused') throw new SupergraphRefused(reply.message)
  })
  // Whoever needs it waits for it; nobody may.
  built.catch(() => {})
  return {
    built,
    isAlive: () => ended === undefined,
    async plan(request) {
      const answered = next()
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(request)
      const reply = await answered
      if (reply.kind === 'planned') return reply.plan
      throw new Error(reply.kind === 'failed' ? reply.message : `expected a plan, got "${reply.kind}"`)
    },
    async terminate() {
      end()
      await worker.terminate()
    },
  }
}

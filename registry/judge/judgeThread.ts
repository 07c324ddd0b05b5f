import { startWorkThread, ThreadEnded, type WorkThread } from '../../kit/concurrency/workThread.ts'
import { Overrun, Unusable } from '../refusals.ts'
import { UnusableInput } from '../unusableInput.ts'
import type { Judge } from './judge.ts'
import type { JudgeReply, JudgeRequest } from './messages.ts'
import type { JudgePlace } from './surroundings.ts'

/** A check of our graph takes 300 MB; what takes more than this is no schema that a bureau means to publish. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 64 }
/** What composes a graph keeps its code and the graph in memory: it is given back while nobody publishes. */
const IDLE_MS = 60_000

/**
 * Judges in a thread of its own, one after the other, so that none holds up those who read. What takes longer than this, or too
 * much memory, ends with the thread and is refused; the next begins another, as it does after `idleMs` without work.
 */
export function startJudgeThread(place: JudgePlace, deadlineMs: number, idleMs = IDLE_MS): Judge {
  let thread: WorkThread<JudgeRequest, JudgeReply> | undefined
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  const begin = async (): Promise<WorkThread<JudgeRequest, JudgeReply>> => {
    clearTimeout(idle)
    if (thread?.isAlive()) return thread
    const begun = startWorkThread<JudgeRequest, JudgeReply>(new URL('./work.js', import.meta.url), {
      resourceLimits: RESOURCE_LIMITS,
      name: 'judge',
    })
    thread = begun
    // Not within the deadline: it loads what composes a graph.
    await begun.ask({ kind: 'begin', place })
    return begun
  }
  const askNow = async (request: JudgeRequest): Promise<JudgeReply> => {
    const used = await begin()
    const deadline = setTimeout(() => void used.terminate(), deadlineMs)
    try {
      return await used.ask(request)
    } catch (error) {
      if (error instanceof ThreadEnded) throw tooMuch(error, deadlineMs)
      throw error
    } finally {
      clearTimeout(deadline)
      idle = setTimeout(() => void used.terminate(), idleMs).unref()
    }
  }
  const ask = async (request: JudgeRequest): Promise<JudgeReply> => {
    const asked = last.then(() => askNow(request))
    last = asked.catch(() => {})
    const reply = await asked
    if (reply.kind === 'failed') throw new Error(`the thread that judges failed: ${reply.message}`)
    if (reply.kind !== 'refused') return reply
    throw reply.by === 'input' ? new UnusableInput(reply.message) : new Unusable(reply.message)
  }

  return {
    async check(work) {
      const reply = await ask({ kind: 'check', work })
      return reply.kind === 'checked' ? reply.report : unexpected(reply)
    },
    async compose(files) {
      const reply = await ask({ kind: 'compose', files })
      return reply.kind === 'composed' ? reply.graph : unexpected(reply)
    },
    async composeSupergraph(files) {
      const reply = await ask({ kind: 'composeSupergraph', files })
      return reply.kind === 'supergraph' ? reply.supergraphSdl : unexpected(reply)
    },
    async readEntry(subgraph, text) {
      const reply = await ask({ kind: 'entry', subgraph, text })
      return reply.kind === 'entry' ? reply.bureau : unexpected(reply)
    },
    async close() {
      clearTimeout(idle)
      await thread?.terminate()
    },
  }
}

function unexpected({ kind }: JudgeReply): never {
  throw new Error(`expected the answer to what the thread was asked; got "${kind}"`)
}

function tooMuch({ cause }: ThreadEnded, deadlineMs: number): Overrun {
  const isMemory = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return new Overrun(
    isMemory
      ? `Expected a schema that is checked within ${RESOURCE_LIMITS.maxOldGenerationSizeMb} MB of memory; got one that needs more.`
      : `Expected a schema that is checked within ${deadlineMs} ms (REGISTRY_CHECK_DEADLINE_MS); got one that takes longer. If others were checked at the same time, try again.`,
  )
}

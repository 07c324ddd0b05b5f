import { setImmediate as pause } from 'node:timers/promises'
import { startWorkThread, ThreadEnded, type WorkThread } from '../../../kit/concurrency/workThread.ts'
import type { FeedDescriptor, ParsedFeed } from '../feedDescriptor.ts'
import { FeedFormatError } from '../feedFormats.ts'
import type { RawDocument, SourcePipeline } from '../readDocument.ts'
import type { ThreadReply, ThreadRequest } from './messages.ts'

/** What takes longer is no document that a source means to give. */
const BUDGET_MS = 120_000
/** Ten feeds of ten seconds keep the thread busy; where all are read daily it gives its memory back. */
const IDLE_MS = 60_000
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 12 }

/**
 * Reads documents in a thread of its own, one after the other, so that none holds up the requests of the process however
 * large it is. The thread begins with the first document and ends when none has come for a while.
 */
export const pipelineThread: SourcePipeline = {
  read(descriptor, raw) {
    const reading = last.then(() => readInThread(descriptor, raw))
    last = reading.catch(() => {})
    return reading
  },
}

let last: Promise<unknown> = Promise.resolve()
let thread: WorkThread<ThreadRequest, ThreadReply> | undefined
let idle: NodeJS.Timeout | undefined

async function readInThread<R>(descriptor: FeedDescriptor<R>, raw: RawDocument): Promise<ParsedFeed<R>> {
  clearTimeout(idle)
  thread = thread?.isAlive() ? thread : startThread()
  const used = thread
  const budget = setTimeout(() => void used.terminate(), BUDGET_MS)
  try {
    const head = await used.ask({ kind: 'read', module: descriptor.module, feedId: descriptor.id, raw })
    if (head.kind === 'refused') throw new RefusedInThread(head.message)
    if (head.kind !== 'read') throw new Error(head.kind === 'failed' ? head.message : 'expected a document')
    // What the descriptor's own parser made there.
    return { ...head.head, records: (await takeRecords(used)) as readonly R[] }
  } catch (error) {
    if (!(error instanceof ThreadEnded)) throw error
    throw new FeedFormatError('a document that can be read', 'one that takes too much time or memory')
  } finally {
    clearTimeout(budget)
    idle = setTimeout(() => void used.terminate(), IDLE_MS).unref()
  }
}

async function takeRecords(used: WorkThread<ThreadRequest, ThreadReply>): Promise<readonly unknown[]> {
  const batches: (readonly unknown[])[] = []
  for (;;) {
    const reply = await used.ask({ kind: 'more' })
    if (reply.kind !== 'records') throw new Error(`expected records, got "${reply.kind}"`)
    if (reply.records.length === 0) return batches.flat()
    batches.push(reply.records)
    await pause()
  }
}

/** The thread has worded it already. */
class RefusedInThread extends FeedFormatError {
  constructor(message: string) {
    super('', '')
    this.message = message
  }
}

function startThread(): WorkThread<ThreadRequest, ThreadReply> {
  return startWorkThread(new URL('./work.js', import.meta.url), {
    resourceLimits: RESOURCE_LIMITS,
    name: 'documents',
  })
}

import { setImmediate as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { FeedDescriptor, ParsedFeed } from '../feedDescriptor.ts'
import { FeedFormatError } from '../feedFormats.ts'
import type { RawDocument, SourcePipeline } from '../readDocument.ts'
import type { ThreadReply, ThreadRequest } from './messages.ts'

/** What takes longer is no document that a source means to give. */
const BUDGET_MS = 120_000
/** Ten feeds of ten seconds keep the thread busy; where all are read daily it gives its memory back. */
const IDLE_MS = 60_000
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 1024 }

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
let thread: DocumentThread | undefined
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
  } finally {
    clearTimeout(budget)
    idle = setTimeout(() => void used.terminate(), IDLE_MS).unref()
  }
}

async function takeRecords(used: DocumentThread): Promise<readonly unknown[]> {
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

interface DocumentThread {
  isAlive(): boolean
  /** Rejects with FeedFormatError when the thread ends: out of time or of memory. */
  ask(request: ThreadRequest): Promise<ThreadReply>
  terminate(): Promise<void>
}

/** Keeps the process alive only while it is waited for. */
function startThread(): DocumentThread {
  const worker = new Worker(new URL('./work.js', import.meta.url), {
    resourceLimits: RESOURCE_LIMITS,
    name: 'documents',
  })
  let waiting: { resolve(reply: ThreadReply): void; reject(reason: Error): void } | undefined
  let ended = false
  const settle = () => {
    const settled = waiting
    waiting = undefined
    worker.unref()
    return settled
  }
  const end = (): void => {
    ended = true
    settle()?.reject(
      new FeedFormatError('a document that can be read', 'one that takes too much time or memory'),
    )
  }
  worker.on('message', (reply: ThreadReply) => settle()?.resolve(reply))
  worker.on('error', end)
  worker.on('exit', end)
  worker.unref()
  return {
    isAlive: () => !ended,
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        if (ended) return end()
        worker.ref()
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage(request)
      }),
    async terminate() {
      end()
      await worker.terminate()
    },
  }
}

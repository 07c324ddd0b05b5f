import { parentPort } from 'node:worker_threads'
import { isRecord } from '../../../kit/isRecord.ts'
import type { FeedDescriptor } from '../feedDescriptor.ts'
import { FeedFormatError } from '../feedFormats.ts'
import { readDocument } from '../readDocument.ts'
import type { ThreadReply, ThreadRequest } from './messages.ts'

/** Records are handed over some at a time, so that whoever takes them can do other things between. */
const RECORDS_AT_ONCE = 500

/** The thread that reads documents: bytes in, records out. */
function work(
  reply: (message: ThreadReply) => void,
  onRequest: (answer: (request: ThreadRequest) => void) => void,
) {
  let records: readonly unknown[] = []
  let taken = 0
  onRequest((request) => {
    if (request.kind === 'more') {
      reply({ kind: 'records', records: records.slice(taken, taken + RECORDS_AT_ONCE) })
      taken += RECORDS_AT_ONCE
      return
    }
    read(request).then(
      (parsed) => {
        const { records: all, ...head } = parsed
        records = all
        taken = 0
        reply({ kind: 'read', head })
      },
      (error: unknown) => reply(describe(error)),
    )
  })
}

async function read({ module, feedId, raw }: Extract<ThreadRequest, { kind: 'read' }>) {
  return readDocument(await findDescriptor(module, feedId), raw)
}

/** A module of a bureau's source exports its descriptors, one by one or in a list. */
async function findDescriptor(module: string, feedId: string): Promise<FeedDescriptor<unknown>> {
  const exported: Readonly<Record<string, unknown>> = await import(module)
  const found = Object.values(exported)
    .flat()
    .find((value) => isDescriptor(value, feedId))
  if (isDescriptor(found, feedId)) return found
  throw new Error(`${module}: expected an export that describes the feed "${feedId}"; got none.`)
}

function isDescriptor(value: unknown, feedId: string): value is FeedDescriptor<unknown> {
  return isRecord(value) && value.id === feedId && typeof value.parse === 'function'
}

function describe(error: unknown): ThreadReply {
  const message = error instanceof Error ? error.message : String(error)
  return { kind: error instanceof FeedFormatError ? 'refused' : 'failed', message }
}

const port = parentPort
if (port === null) throw new Error('expected to run as a worker')
work(
  (message) => port.postMessage(message),
  (answer) => port.on('message', answer),
)

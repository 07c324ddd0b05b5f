import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRecord, type RequestKind, type RequestRecord } from './record.ts'
import type { BeginTrace } from './traces/traceContext.ts'

/** Begins the record of a request, which ends when its answer is sent or its client is gone. */
export type StartRecord = (
  kind: RequestKind,
  id: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) => RequestRecord

/** Takes a record that has ended; it must not throw, and nobody waits for it. */
export type Outlet = (record: RequestRecord) => void

/** Of a client that was gone before its answer was sent, as nginx has it. */
export const CLIENT_CLOSED_REQUEST = 499

export function createStartRecord(beginTrace: BeginTrace, outlets: readonly Outlet[]): StartRecord {
  return (kind, id, incoming, outgoing) => {
    const { socket, headers, method = 'GET', url = '/' } = incoming
    const before = socket.bytesWritten
    const record = createRecord(kind, id, { method, path: pathOf(url), headers, trace: beginTrace(headers) })
    outgoing.once('close', () => {
      record.endedAt = performance.now()
      record.isAborted = !outgoing.writableFinished
      record.status = record.isAborted ? CLIENT_CLOSED_REQUEST : outgoing.statusCode
      record.bytes = socket.bytesWritten - before
      for (const outlet of outlets) outlet(record)
    })
    return record
  }
}

/** Begins the record of what has no HTTP answer of its own: an operation over WebSocket, or an event's. */
export type BeginRecord = (
  kind: RequestKind,
  id: string,
  from: Pick<RequestRecord, 'method' | 'path' | 'headers'>,
) => BegunRecord

export interface BegunRecord {
  readonly record: RequestRecord
  end(status: number, bytes: number): void
}

export function createBeginRecord(beginTrace: BeginTrace, outlets: readonly Outlet[]): BeginRecord {
  return (kind, id, from) => {
    const record = createRecord(kind, id, { ...from, trace: beginTrace(from.headers) })
    return {
      record,
      end(status, bytes) {
        record.endedAt = performance.now()
        record.status = status
        record.bytes = bytes
        for (const outlet of outlets) outlet(record)
      },
    }
  }
}

function pathOf(url: string): string {
  const mark = url.indexOf('?')
  return mark < 0 ? url : url.slice(0, mark)
}

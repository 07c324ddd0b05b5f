import type { IncomingHttpHeaders } from 'node:http'
import { randomHex, readParent, writeParent } from '../../../kit/otlp/traceparent.ts'
import type { CallRecord, RequestRecord, TraceContext } from '../record.ts'

/** The trace of a request; undefined where it has none. */
export type BeginTrace = (headers: IncomingHttpHeaders) => TraceContext | undefined

/** Where this gateway makes no spans, subgraphs still learn of the client's. */
export const passTraceOn: BeginTrace = (headers) => {
  if (headers['traceparent'] === undefined) return undefined
  const parent = readParent(headers)
  return parent && { ...parent, parentId: parent.spanId, makesSpans: false }
}

/** The headers by which a subgraph continues the trace of a request. */
export function traceHeadersOf(
  record: RequestRecord | undefined,
  call: CallRecord | undefined,
): Readonly<Record<string, string>> | undefined {
  const trace = record?.trace
  if (trace === undefined) return undefined
  return writeParent(trace, trace.makesSpans && call !== undefined ? spanIdOf(call) : trace.spanId)
}

export function spanIdOf(call: CallRecord): string {
  if (call.spanId === '') call.spanId = randomHex(2)
  return call.spanId
}

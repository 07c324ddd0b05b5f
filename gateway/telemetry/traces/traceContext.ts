import type { IncomingHttpHeaders } from 'node:http'
import type { CallRecord, RequestRecord, TraceContext } from '../record.ts'

/** The trace of a request; undefined where it has none. */
export type BeginTrace = (headers: IncomingHttpHeaders) => TraceContext | undefined

/** W3C Trace Context, https://www.w3.org/TR/trace-context/#traceparent-header: a later version may have more parts. */
const TRACEPARENT =
  /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/
const OTHER_THAN_VERSION_0 = /^(?!00)/
const LONGEST_STATE = 512

export interface Parent {
  readonly traceId: string
  readonly spanId: string
  readonly isSampled: boolean
  readonly state: string | undefined
}

/** The client's span; undefined where there is none that can be understood. */
export function readParent({ traceparent, tracestate }: IncomingHttpHeaders): Parent | undefined {
  if (typeof traceparent !== 'string') return undefined
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  if (traceparent.length > 55 && !OTHER_THAN_VERSION_0.test(traceparent)) return undefined
  const isSampled = (Number.parseInt(flags, 16) & 1) === 1
  const isStateKept = typeof tracestate === 'string' && tracestate.length <= LONGEST_STATE
  return { traceId, spanId, isSampled, state: isStateKept ? tracestate : undefined }
}

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
  const spanId = trace.makesSpans && call !== undefined ? spanIdOf(call) : trace.spanId
  const traceparent = `00-${trace.traceId}-${spanId}-${trace.isSampled ? '01' : '00'}`
  return trace.state === undefined ? { traceparent } : { traceparent, tracestate: trace.state }
}

export function spanIdOf(call: CallRecord): string {
  if (call.spanId === '') call.spanId = randomHex(2)
  return call.spanId
}

/** So many times 8 hexadecimal digits, not all 0: they tell spans apart, and keep no secret. */
export function randomHex(words: number): string {
  let text = ''
  for (let word = 0; word < words; word++)
    text += Math.floor(Math.random() * 0xffffffff + 1)
      .toString(16)
      .padStart(8, '0')
  return text
}

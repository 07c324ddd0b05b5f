import { AsyncLocalStorage } from 'node:async_hooks'
import { SPAN_KINDS, type Span } from '../../../kit/otlp/span.ts'
import { randomHex, writeParent } from '../../../kit/otlp/traceparent.ts'

/** A trace that is kept, and the span of it that work belongs to. */
export interface Trace {
  readonly traceId: string
  /** Undefined where the trace begins with the work. */
  readonly spanId: string | undefined
  readonly state: string | undefined
  readonly keep: (span: Span, trace: Trace) => void
}

export interface SpanDescription {
  readonly name: string
  readonly kind: keyof typeof SPAN_KINDS
  readonly attributes: Span['attributes']
}

export type TraceHeaders = Readonly<Record<string, string>>

/** Work gets its headers for whoever it asks, so that these continue the trace. */
export type TracedWork<T> = (headers: TraceHeaders) => Promise<T>

/** Only work that is traced ever enters it: a process that sends no traces has no cost of it. */
const active = new AsyncLocalStorage<Trace>()

const NO_HEADERS: TraceHeaders = Object.freeze({})

/** Does work as a span of the trace that it is called in; without one, does it as it is. */
export function traceCall<T>(description: SpanDescription, work: TracedWork<T>): Promise<T> {
  const trace = active.getStore()
  return trace === undefined ? work(NO_HEADERS) : traceIn(trace, description, work)
}

/** Whether what is called now belongs to a trace. */
export function isTraced(): boolean {
  return active.getStore() !== undefined
}

/** Does work as a span of this trace, with what it calls below it. */
export async function traceIn<T>(
  trace: Trace,
  description: SpanDescription,
  work: TracedWork<T>,
): Promise<T> {
  const { name, kind, attributes } = description
  const spanId = randomHex(2)
  const start = performance.now()
  let failure: string | undefined
  try {
    const headers = writeParent({ ...trace, isSampled: true }, spanId)
    return await active.run({ ...trace, spanId }, () => work(headers))
  } catch (error) {
    failure = nameOf(error)
    throw error
  } finally {
    const span = {
      spanId,
      parentSpanId: trace.spanId,
      name,
      kind: SPAN_KINDS[kind],
      start,
      end: performance.now(),
      attributes: { ...attributes, 'error.type': failure },
      hasFailed: failure !== undefined,
    }
    trace.keep(span, trace)
  }
}

/** Never its message, in which an address or a value may stand. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

import type { TraceContext } from '../record.ts'

/** By which an observation names the trace that it was made in, as OpenMetrics has it. */
export type ExemplarLabels = Readonly<Record<'trace_id' | 'span_id', string>>

/** What prom-client keeps of the last observation of a bucket that had labels of an exemplar. */
export interface Exemplar {
  readonly labelSet: ExemplarLabels
  readonly value: number
  /** Seconds since 1970. */
  readonly timestamp: number
}

/** Undefined where nobody can look the trace up: it is not sampled, or is not this gateway's. */
export function exemplarOf(trace: TraceContext | undefined): ExemplarLabels | undefined {
  return trace?.isSampled === true && trace.makesSpans
    ? { trace_id: trace.traceId, span_id: trace.spanId }
    : undefined
}

import type { SpanSender } from '../../../kit/otlp/spanSender.ts'
import type { Outlet } from '../startRecord.ts'
import type { ReadClient } from '../use/useClient.ts'
import { createSampling } from './sampling.ts'
import { writeSpans } from './spans.ts'
import type { BeginTrace } from './traceContext.ts'

export interface Tracing {
  readonly begin: BeginTrace
  readonly write: Outlet
}

/** Makes spans of the requests that are sampled. */
export function createTracing(
  { traceRatio }: { readonly traceRatio: number },
  sender: SpanSender,
  readClient: ReadClient,
  now: () => number,
  random: () => number,
): Tracing {
  return {
    begin: createSampling(traceRatio, now, random),
    write(record) {
      const { trace } = record
      if (trace === undefined || !trace.isSampled) return
      sender.send(writeSpans(record, trace, Date.now() - performance.now(), readClient))
    },
  }
}

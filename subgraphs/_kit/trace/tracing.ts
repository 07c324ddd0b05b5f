import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Log } from '../../../kit/log.ts'
import type { OtlpEndpoint } from '../../../kit/otlp/otlpEndpoint.ts'
import { createPost } from '../../../kit/otlp/post.ts'
import { writeSpan, type Span } from '../../../kit/otlp/span.ts'
import { startSpanSender } from '../../../kit/otlp/spanSender.ts'
import { randomHex, readParent } from '../../../kit/otlp/traceparent.ts'
import {
  isTraced,
  traceCall,
  traceIn,
  type SpanDescription,
  type Trace,
  type TracedWork,
} from './traceCall.ts'

/** Sends spans of a subgraph's work to a collector. */
export interface Tracing {
  /** A request as a span of its gateway's trace, where that is kept; the work calls `traceCall` for its sources. */
  traceRequest<T>(headers: IncomingHttpHeaders, description: SpanDescription, work: TracedWork<T>): Promise<T>
  /** Work as a span of the trace that asked for it, else as a trace of its own. */
  traceOwn<T>(description: SpanDescription, work: TracedWork<T>): Promise<T>
  /** Sends what is not sent yet. */
  stop(): Promise<void>
}

export function startTracing(endpoint: OtlpEndpoint, log: Log): Tracing {
  const now = () => performance.now()
  const { serviceName } = endpoint
  const post = createPost(endpoint, log, now)
  const sender = startSpanSender({ post, log, serviceName, instanceId: randomUUID(), now })
  const keep = (span: Span, trace: Trace): void =>
    sender.send(writeSpan(span, trace, Date.now() - performance.now()))
  return {
    traceRequest(headers, description, work) {
      const parent = readParent(headers)
      return parent?.isSampled === true ? traceIn({ ...parent, keep }, description, work) : work({})
    },
    traceOwn(description, work) {
      if (isTraced()) return traceCall(description, work)
      return traceIn({ traceId: randomHex(4), spanId: undefined, state: undefined, keep }, description, work)
    },
    stop: sender.stop,
  }
}

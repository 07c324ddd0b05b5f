import { GatewayError } from '../errors.ts'
import { startCall, type CallRecord, type TraceContext } from '../telemetry/record.ts'
import { findCause, type FailureCause } from './failureCause.ts'
import type { FetchWrapper, GatewayResponse } from './subgraphFetcher.ts'

/** Writes each call of a request into its record, whoever answers it. */
export const recordCalls: FetchWrapper = (next) => (request, context) => {
  const { record } = context
  if (record === undefined) return next(request, context)
  const call = startCall(record, request)
  const answering = next(request, { ...context, call })
  answering.then(
    (response) => endCall(call, response),
    (error: unknown) => failCall(call, error),
  )
  return answering
}

function endCall(call: CallRecord, { bytes, coalesced, use }: GatewayResponse): void {
  call.endedAt = performance.now()
  call.bytes = bytes
  call.isCoalesced = coalesced === true
  if (use === undefined) return
  call.asked = use.total
  call.known = use.hits
  call.stale = use.stale
}

function failCall(call: CallRecord, error: unknown): void {
  call.endedAt = performance.now()
  call.code = error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR'
}

/** A call that the cache did not answer: sent, or refused by what stands before the transport. */
export interface SentCall {
  readonly subgraph: string
  readonly requestId: string
  readonly trace: TraceContext | undefined
  readonly milliseconds: number
  readonly status: number
  readonly retries: number
  /** Undefined where it was answered. */
  readonly cause: FailureCause | undefined
}

/** Tells how each call ended that the cache did not answer, those that no request waits for among them. */
export function reportCalls(report: (sent: SentCall) => void): FetchWrapper {
  return (next) => (request, context) => {
    const { requestId, record } = context
    const call = context.call ?? startCall(undefined, request)
    const begun = performance.now()
    const answering = next(request, context.call === undefined ? { ...context, call } : context)
    const tell = (cause: FailureCause | undefined): void =>
      report({
        subgraph: request.subgraph,
        requestId,
        trace: record?.trace,
        milliseconds: performance.now() - begun,
        status: call.status,
        retries: call.retries,
        cause,
      })
    answering.then(
      () => tell(undefined),
      (error: unknown) => {
        const cause = findCause(error)
        // A client that hung up says nothing of the subgraph.
        if (!request.signal.aborted || cause.kind === 'request-deadline') tell(cause)
      },
    )
    return answering
  }
}

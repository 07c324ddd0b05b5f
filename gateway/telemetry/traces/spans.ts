import { SPAN_KINDS, writeSpan, type Span } from '../../../kit/otlp/span.ts'
import { randomHex } from '../../../kit/otlp/traceparent.ts'
import { audienceOf } from '../../access/audienceOf.ts'
import {
  STAGES,
  type CallRecord,
  type RequestKind,
  type RequestRecord,
  type TraceContext,
} from '../record.ts'
import { measuredCostOf } from '../measuredCost.ts'
import type { ReadClient } from '../use/useClient.ts'
import { spanIdOf } from './traceContext.ts'

/** Routes have few values, as a name of spans should. */
export const ROUTES: Readonly<Record<RequestKind, string>> = {
  graphql: '/graphql',
  stream: '/graphql',
  event: '/graphql',
  agent: '/mcp',
  table: '/graphql',
  savedQuery: '/q',
  invalidation: '/cache/invalidate',
  page: '/',
}

const LONGEST_NAME = 100

/**
 * The spans of a request as OTLP's JSON, by the conventions for HTTP and GraphQL: the request, its stages, and its calls
 * below the execution. `offsetMs` makes times since 1970 of those of `performance.now()`.
 */
export function writeSpans(
  record: RequestRecord,
  trace: TraceContext,
  offsetMs: number,
  readClient: ReadClient,
): string {
  const stages = record.operation === undefined ? [] : listStages(record, trace)
  const execution = stages.find(({ name }) => name === 'gateway execute')?.spanId ?? trace.spanId
  const spans = [
    spanOfRequest(record, trace, readClient),
    ...stages,
    ...record.calls.map((call) => spanOfCall(call, record, execution)),
  ]
  return spans.map((span) => writeSpan(span, trace, offsetMs)).join()
}

function spanOfRequest(record: RequestRecord, trace: TraceContext, readClient: ReadClient): Span {
  const { operation, caller, headers } = record
  const route = ROUTES[record.kind]
  const client = caller && readClient(headers, caller)
  return {
    spanId: trace.spanId,
    parentSpanId: trace.parentId,
    name: `${methodOf(record)} ${route}`,
    kind: SPAN_KINDS.server,
    start: record.startedAt,
    end: record.endedAt,
    hasFailed: record.status >= 500,
    attributes: {
      'http.request.method': methodOf(record),
      'http.route': route,
      'http.response.status_code': record.status,
      'error.type': record.codes[0] ?? (record.status >= 500 ? `${record.status}` : undefined),
      'graphql.operation.name': operation?.name?.slice(0, LONGEST_NAME),
      'graphql.operation.type': operation?.type,
      'graphql.document.hash': operation?.hash,
      'gateway.request.id': record.id,
      'gateway.client.name': client?.name,
      'gateway.client.version': client?.version,
      'gateway.tier': caller && audienceOf(caller),
      'gateway.execution': operation && record.execution,
      'gateway.cost': operation && record.cost,
      'gateway.cost_measured': measuredCostOf(record),
      'gateway.codes': record.codes.length > 0 ? record.codes : undefined,
    },
  }
}

const METHODS: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'PATCH',
  'TRACE',
])

/** By the conventions, so that nobody makes new values. */
export function methodOf({ method }: Pick<RequestRecord, 'method'>): string {
  return METHODS.has(method) ? method : '_OTHER'
}

/** One after the other, from the beginning of the request. */
function listStages({ stages, startedAt }: RequestRecord, trace: TraceContext): readonly Span[] {
  let start = startedAt
  return STAGES.map((stage) => {
    const begun = start
    start += stages[stage]
    return {
      spanId: randomHex(2),
      parentSpanId: trace.spanId,
      name: `gateway ${stage}`,
      kind: SPAN_KINDS.internal,
      start: begun,
      end: start,
      hasFailed: false,
      attributes: {},
    }
  })
}

function spanOfCall(call: CallRecord, record: RequestRecord, parentSpanId: string): Span {
  return {
    spanId: spanIdOf(call),
    parentSpanId,
    name: `subgraph ${call.subgraph}`,
    kind: SPAN_KINDS.client,
    start: call.startedAt,
    end: call.endedAt || record.endedAt,
    hasFailed: call.code !== undefined,
    attributes: {
      'service.peer.name': call.subgraph,
      'http.response.status_code': call.status || undefined,
      'http.request.resend_count': call.retries || undefined,
      'error.type': call.code,
      'gateway.entities': call.entities,
      'gateway.response.bytes': call.bytes,
      'gateway.coalesced': call.isCoalesced,
      'gateway.cache.asked': call.asked,
      'gateway.cache.known': call.known,
      'gateway.cache.stale': call.stale,
      'gateway.breaker': call.breaker || undefined,
    },
  }
}

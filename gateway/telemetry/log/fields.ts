import { audienceOf } from '../../access/audienceOf.ts'
import { measuredCostOf } from '../measuredCost.ts'
import type { CallRecord, RequestRecord } from '../record.ts'
import type { ReadClient } from '../use/useClient.ts'

/** Characters of a name that a client chooses. */
const LONGEST_NAME = 100

/**
 * A request in the names of the Elastic Common Schema, and of its own below `gateway`. Of what a client sends it has the
 * names of the operation and the program, cleaned and cut: no header, no variable, no text of an operation, no address.
 */
export function describeRequest(record: RequestRecord, readClient: ReadClient): Record<string, unknown> {
  const { kind, operation, caller, trace, calls, callsLeftOut } = record
  return {
    'event.dataset': 'gateway.access',
    'event.duration': nanosecondsOf(record.endedAt - record.startedAt),
    'event.outcome': record.status >= 500 || record.codes.length > 0 ? 'failure' : 'success',
    'http.request.id': record.id,
    'http.request.method': record.method.slice(0, LONGEST_NAME),
    'http.response.status_code': record.status,
    'http.response.bytes': record.bytes,
    // Whatever stands in a path that leads nowhere is not ours to repeat.
    ...(record.status < 400 && { 'url.path': record.path.slice(0, 2 * LONGEST_NAME) }),
    ...(trace && { 'trace.id': trace.traceId, 'span.id': trace.spanId }),
    ...(operation && {
      'graphql.operation.name': operation.name?.slice(0, LONGEST_NAME) ?? null,
      'graphql.operation.type': operation.type,
      'graphql.document.hash': operation.hash,
    }),
    'gateway.kind': kind,
    ...(caller && { ...describeClient(record, readClient), 'gateway.tier': audienceOf(caller) }),
    ...(record.codes.length > 0 && { 'gateway.codes': record.codes }),
    ...(operation && {
      'gateway.stages_ms': roundAll(record.stages),
      'gateway.execution': record.execution,
      'gateway.cost': record.cost,
      'gateway.cost_measured': measuredCostOf(record),
      'gateway.denied': record.denied,
      'gateway.calls': calls.map((call) => describeCall(call, record)),
      ...(callsLeftOut > 0 && { 'gateway.calls_left_out': callsLeftOut }),
    }),
  }
}

function describeClient({ headers, caller }: RequestRecord, readClient: ReadClient): object {
  if (caller === undefined) return {}
  const { name, version, isVerified } = readClient(headers, caller)
  return {
    'gateway.client.name': name,
    'gateway.client.version': version,
    'gateway.client.verified': isVerified,
  }
}

function describeCall(call: CallRecord, { startedAt, endedAt }: RequestRecord): object {
  return {
    subgraph: call.subgraph,
    start_ms: round(call.startedAt - startedAt),
    // One whose client is gone may still be under way.
    ms: round((call.endedAt || endedAt) - call.startedAt),
    bytes: call.bytes,
    entities: call.entities,
    status: call.status,
    coalesced: call.isCoalesced,
    cache: { asked: call.asked, known: call.known, stale: call.stale },
    retries: call.retries,
    breaker: call.breaker,
    code: call.code ?? null,
  }
}

function roundAll(times: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(times).map(([name, time]) => [name, round(time)]))
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000
}

export function nanosecondsOf(milliseconds: number): number {
  return Math.round(milliseconds * 1_000_000)
}

import type { IncomingHttpHeaders } from 'node:http'
import type { Caller } from '../access/caller.ts'

/**
 * What is known of one request, from its first byte until its answer is sent: the source of log, metrics and traces. One
 * object that the stages of a request write into. All fields are set from the first (docs/decisions/0037).
 */
export interface RequestRecord {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Milliseconds on `performance.now()`, as all times here. */
  readonly startedAt: number
  readonly trace: TraceContext | undefined
  kind: RequestKind
  /** When the stage before ended. */
  stageEndedAt: number
  endedAt: number
  readonly stages: StageTimes
  /** Undefined until it is admitted. */
  operation: RecordedOperation | undefined
  /** Undefined until it is known. */
  caller: Caller | undefined
  /** The estimate by which it was admitted. */
  cost: number
  /** The answer's `{"data":…}`, by which its real cost can be told; undefined where nothing was answered. */
  envelope: Buffer | undefined
  execution: Execution
  /** The plan by which it was answered, as text; undefined where none was chosen. */
  describePlan: (() => string) | undefined
  /** In the order in which they began; calls of others that it joined are theirs. */
  readonly calls: CallRecord[]
  /** How many more there were than are kept. */
  callsLeftOut: number
  /** At how many positions of the answer something was denied. */
  denied: number
  /** The codes of its errors, each once. */
  codes: readonly string[]
  status: number
  /** Bytes written to the connection, head and body. */
  bytes: number
  /** Whether the client was gone before its answer was sent. */
  isAborted: boolean
}

/** `table` is GraphQL answered as CSV and the like, `savedQuery` all pages of a list below `/q`. */
export type RequestKind =
  'graphql' | 'stream' | 'event' | 'agent' | 'table' | 'savedQuery' | 'invalidation' | 'page'

/** By what an operation was answered; `coalesced` by an execution that began for another request. */
export type Execution = 'none' | 'executed' | 'coalesced' | 'cached'

export const STAGES = ['wait', 'admit', 'authorise', 'plan', 'execute', 'respond'] as const
export type Stage = (typeof STAGES)[number]

/** Milliseconds; those of all pages of one list together. */
export type StageTimes = Record<Stage, number>

export interface RecordedOperation {
  /** SHA-256 of its normal form. */
  readonly hash: string
  readonly name: string | undefined
  readonly type: string
  readonly measureCost: (data: unknown) => number
}

/** The trace that a request belongs to, by W3C Trace Context. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string
  /** The span of the request, of 16 digits; that of the client where this gateway makes no spans. */
  readonly spanId: string
  /** The client's own span; undefined where the trace begins here. */
  readonly parentId: string | undefined
  readonly isSampled: boolean
  /** The client's `tracestate`, which goes on as it came. */
  readonly state: string | undefined
  /** Whether this gateway makes spans: else calls belong to the client's span. */
  readonly makesSpans: boolean
}

/** One call of a subgraph, as the plan asks for it: sent, or answered by the cache or together with another's. */
export interface CallRecord {
  readonly subgraph: string
  /** How many entities were asked for; 0 for a call at the root. */
  readonly entities: number
  readonly startedAt: number
  /** 0 while it is under way. */
  endedAt: number
  /** The span of the call; '' until it is asked for. */
  spanId: string
  /** The HTTP status; 0 where there was none. */
  status: number
  bytes: number
  isCoalesced: boolean
  /** Entities (or 1 for the root) for which a cache was asked, those known, and those of them that were stale. */
  asked: number
  known: number
  stale: number
  retries: number
  /** The state of the circuit breaker when it was asked; '' where it was not. */
  breaker: string
  /** The code of its failure; undefined where it was answered. */
  code: string | undefined
}

/** A list of many pages makes calls without end. */
const MAX_CALLS = 500

export function createRecord(
  kind: RequestKind,
  id: string,
  { method, path, headers, trace }: Pick<RequestRecord, 'method' | 'path' | 'headers' | 'trace'>,
): RequestRecord {
  const now = performance.now()
  return {
    id,
    method,
    path,
    headers,
    startedAt: now,
    trace,
    kind,
    stageEndedAt: now,
    endedAt: 0,
    stages: { wait: 0, admit: 0, authorise: 0, plan: 0, execute: 0, respond: 0 },
    operation: undefined,
    caller: undefined,
    cost: 0,
    envelope: undefined,
    execution: 'none',
    describePlan: undefined,
    calls: [],
    callsLeftOut: 0,
    denied: 0,
    codes: NO_CODES,
    status: 0,
    bytes: 0,
    isAborted: false,
  }
}

export const NO_CODES: readonly string[] = Object.freeze([])

/** Counts the time since the stage before to this one. */
export function endStage(record: RequestRecord, stage: Stage): void {
  const now = performance.now()
  record.stages[stage] += now - record.stageEndedAt
  record.stageEndedAt = now
}

export function startCall(
  record: RequestRecord | undefined,
  { subgraph, entities }: Pick<CallRecord, 'subgraph' | 'entities'>,
): CallRecord {
  const call: CallRecord = {
    subgraph,
    entities,
    startedAt: performance.now(),
    endedAt: 0,
    spanId: '',
    status: 0,
    bytes: 0,
    isCoalesced: false,
    asked: 0,
    known: 0,
    stale: 0,
    retries: 0,
    breaker: '',
    code: undefined,
  }
  if (record === undefined) return call
  if (record.calls.length < MAX_CALLS) record.calls.push(call)
  else record.callsLeftOut++
  return call
}

const MAX_CODES = 10

/** The codes of errors as a client reads them. */
export function listCodes(
  errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> | undefined }[],
): readonly string[] {
  if (errors.length === 0) return NO_CODES
  const codes = new Set<string>()
  for (const { extensions } of errors) {
    const code = extensions?.['code']
    if (typeof code === 'string') codes.add(code)
    if (codes.size >= MAX_CODES) break
  }
  return [...codes]
}

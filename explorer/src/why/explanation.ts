import { isRecord } from '../graph/isRecord.ts'

/** What the gateway says of how it answered. */
export interface Explanation {
  readonly cost: number
  /** By which those who run the gateway find the request; null where it has no trace. */
  readonly traceId: string | null
  readonly calls: readonly ExplainedCall[]
}

export interface ExplainedCall {
  readonly id: number
  readonly subgraph: string
  readonly after: readonly number[]
  readonly query: string
  /** False where the data left nothing to ask. */
  readonly made: boolean
  /** Milliseconds since the request began. */
  readonly start: number
  readonly end: number
  readonly bytes: number
  readonly entities: number
  readonly joined: boolean
  /** How many of what was asked about were remembered. */
  readonly cache: { readonly total: number; readonly hits: number; readonly stale: number } | null
  readonly errorCode: string | null
}

/** Null where the gateway does not explain itself to this caller. */
export function readExplanation(extensions: unknown): Explanation | null {
  const explain = isRecord(extensions) ? extensions.explain : undefined
  if (!isRecord(explain) || !Array.isArray(explain.calls)) return null
  return {
    cost: typeof explain.cost === 'number' ? explain.cost : 0,
    traceId: typeof explain.traceId === 'string' ? explain.traceId : null,
    calls: explain.calls.filter(isRecord).map(readCall),
  }
}

function readCall(call: Readonly<Record<string, unknown>>): ExplainedCall {
  const number = (key: string) => (typeof call[key] === 'number' ? call[key] : 0)
  const text = (key: string) => (typeof call[key] === 'string' ? call[key] : null)
  return {
    id: number('id'),
    subgraph: text('subgraph') ?? '',
    after: Array.isArray(call.after) ? call.after.filter((id) => typeof id === 'number') : [],
    query: text('query') ?? '',
    made: call.made !== false,
    start: number('start'),
    end: number('end'),
    bytes: number('bytes'),
    entities: number('entities'),
    joined: call.joined === true,
    cache: readCache(call.cache),
    errorCode: text('errorCode'),
  }
}

function readCache(value: unknown): ExplainedCall['cache'] {
  if (!isRecord(value)) return null
  const { total, hits, stale } = value
  if (typeof total !== 'number' || typeof hits !== 'number' || typeof stale !== 'number') return null
  return { total, hits, stale }
}

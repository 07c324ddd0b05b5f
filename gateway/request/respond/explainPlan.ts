import type { FetchRecord, PlanDescription } from '../../../engine/index.ts'
import type { Caller } from '../../access/caller.ts'
import type { CacheCounts } from '../../cache/caching.ts'
import type { GatewayResponse } from '../../subgraphs/subgraphFetcher.ts'

/** The content of `extensions.explain`, for requests with `x-explain: plan`. */
export interface PlanExplanation {
  /** As estimated before anything was fetched. */
  readonly cost: number
  /** The trace that the request belongs to; absent where there is none. */
  readonly traceId?: string
  /** Whether each label of a progressive override is on; absent where there is none. */
  readonly labels?: Readonly<Record<string, boolean>>
  /** The plan's calls in its own order. */
  readonly calls: readonly ExplainedCall[]
}

interface ExplainedCall {
  readonly id: number
  readonly subgraph: string
  /** The calls that had to end before it started. */
  readonly after: readonly number[]
  /** The operations of its fetches, as the planner wrote them. */
  readonly query: string
  /** False where there was nothing to fetch. */
  readonly made: boolean
  /** Milliseconds since execution began. */
  readonly start: number
  readonly end: number
  readonly bytes: number
  readonly entities: number
  readonly joined: boolean
  readonly errorCode: string | null
  /** How many entities (or one root) were requested, and how many were in the cache; null where no cache was asked. */
  readonly cache: Pick<CacheCounts, 'total' | 'hits' | 'stale'> | null
}

export interface PlanWatch {
  readonly onFetch: (record: FetchRecord<GatewayResponse>) => void
  readonly explain: (plan: PlanDescription, cost: number, traceId: string | undefined) => PlanExplanation
}

/**
 * Watches an execution where the request asks for it and the caller may know how subgraphs are asked: staff, and anybody
 * at a development machine. Undefined for everyone else, who gets the answer as without the header.
 */
export function watchPlan(
  header: string | readonly string[] | undefined,
  caller: Caller,
  isDevelopment: boolean,
): PlanWatch | undefined {
  if (!wantsPlan(header)) return undefined
  const isStaff = caller.kind === 'verified' && caller.scopes.has('staff')
  return isDevelopment || isStaff ? createWatch() : undefined
}

/** Whether `x-explain` asks for the plan; its other values are another stage's. */
export function wantsPlan(header: string | readonly string[] | undefined): boolean {
  return header === 'plan'
}

type Noted = Omit<ExplainedCall, 'id' | 'subgraph' | 'after' | 'query' | 'made'>

const NOT_MADE: Noted = {
  start: 0,
  end: 0,
  bytes: 0,
  entities: 0,
  joined: false,
  errorCode: null,
  cache: null,
}

function createWatch(): PlanWatch {
  const begin = performance.now()
  const records = new Map<number, Noted>()
  return {
    onFetch: (record) => void records.set(record.call, describeRecord(record, begin)),
    explain: ({ calls, labels }, cost, traceId) => ({
      cost,
      ...(traceId !== undefined && { traceId }),
      ...(labels && { labels }),
      calls: calls.map(({ id, subgraph, after, fetches }) => {
        const record = records.get(id)
        const query = fetches.map(({ operation }) => operation).join('\n\n')
        return { id, subgraph, after, query, made: record !== undefined, ...(record ?? NOT_MADE) }
      }),
    }),
  }
}

function describeRecord(record: FetchRecord<GatewayResponse>, begin: number): Noted {
  const { start, end, entities, response, errorCode = null } = record
  const { bytes = 0, coalesced = false, use } = response ?? {}
  const cache = use ? { total: use.total, hits: use.hits, stale: use.stale } : null
  return { start: start - begin, end: end - begin, bytes, entities, joined: coalesced, errorCode, cache }
}

import type { OperationDefinitionNode } from 'graphql'
import { GatewayError } from '../../errors.ts'
import type { Caller } from '../../access/caller.ts'
import type { CacheCounts } from '../../cache/caching.ts'
import type { SubgraphFetcher } from '../../subgraphs/subgraphFetcher.ts'
import type { CompiledPlan } from '../../../engine/plan/plan.ts'

/** What `extensions.explain` says of an answer to those who ask with `x-explain: plan`. */
export interface PlanExplanation {
  /** As estimated before anything was fetched. */
  readonly cost: number
  /** The plan's calls in its own order. */
  readonly calls: readonly ExplainedCall[]
}

interface ExplainedCall {
  readonly id: number
  readonly subgraph: string
  /** The calls that had to be over before. */
  readonly after: readonly number[]
  /** What it asks; each fetch that shares the call is an operation of its own. */
  readonly query: string
  /** False where the data left nothing to ask. */
  readonly made: boolean
  /** Milliseconds since execution began. */
  readonly start: number
  readonly end: number
  readonly bytes: number
  readonly entities: number
  readonly joined: boolean
  readonly errorCode: string | null
  /** Of how many entities (or of one, a root) how many were remembered; null where no cache was asked. */
  readonly cache: Pick<CacheCounts, 'total' | 'hits' | 'stale'> | null
}

export interface PlanWatch {
  /** The same calls, each noted when it ends. */
  readonly around: (call: SubgraphFetcher) => SubgraphFetcher
  readonly explain: (plan: CompiledPlan, cost: number) => PlanExplanation
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
  const records = new Map<OperationDefinitionNode, Noted>()
  const now = () => performance.now() - begin
  return {
    around: (call) => async (request) => {
      const { fetch, entities } = request
      const start = now()
      const note = (record: Partial<Noted>) => {
        for (const { part } of fetch?.batches ?? [])
          records.set(part.definition, { ...NOT_MADE, start, end: now(), entities, ...record })
      }
      try {
        const answer = await call(request)
        const { bytes, coalesced = false, use } = answer
        const cache = use ? { total: use.total, hits: use.hits, stale: use.stale } : null
        note({ bytes, joined: coalesced, cache })
        return answer
      } catch (error) {
        note({ errorCode: error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR' })
        throw error
      }
    },
    explain: (plan, cost) => ({
      cost,
      calls: plan.calls.map(({ id, subgraph, after, fetches }) => {
        const record = fetches
          .map(({ definition }) => records.get(definition))
          .find((found) => found !== undefined)
        const query = fetches.map(({ node }) => node.operation).join('\n\n')
        return { id, subgraph, after, query, made: record !== undefined, ...(record ?? NOT_MADE) }
      }),
    }),
  }
}

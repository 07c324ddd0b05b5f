import type { CallRecord } from '../execute/execute.ts'
import type { CompiledPlan } from '../plan/plan.ts'
import type { Caller } from '../authorise/caller.ts'

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
}

export interface PlanWatch {
  readonly onCall: (record: CallRecord) => void
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

function createWatch(): PlanWatch {
  const begin = performance.now()
  const records = new Map<number, CallRecord>()
  return {
    onCall: (record) => records.set(record.call, record),
    explain: (plan, cost) => ({
      cost,
      calls: plan.calls.map(({ id, subgraph, after, fetches }) => {
        const record = records.get(id)
        return {
          id,
          subgraph,
          after,
          query: fetches.map(({ node }) => node.operation).join('\n\n'),
          made: record !== undefined,
          start: record === undefined ? 0 : record.start - begin,
          end: record === undefined ? 0 : record.end - begin,
          bytes: record?.bytes ?? 0,
          entities: record?.entities ?? 0,
          joined: record?.joined ?? false,
          errorCode: record?.errorCode ?? null,
        }
      }),
    }),
  }
}

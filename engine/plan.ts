import type { FieldNode } from 'graphql'
import type { LightAbortSignal } from '../kit/concurrency/lightAbortSignal.ts'
import type { CompiledPlan } from './compilePlan.ts'
import type { NormalOperation } from './operation/operation.ts'
import { describePlan, type PlanDescription } from './plan/describePlan.ts'
import { touchesFields, type IsWanted } from './plan/touchedFields.ts'
import { executePlan } from './run/executePlan.ts'
import type { ExecutionMemo } from './run/executionMemo.ts'
import { STRANGER, type Failure, type PlacedError } from './run/state.ts'
import type { UnequalLists } from './run/unequalLists.ts'
import type { FetchRecord, SubgraphFetcher, SubgraphResponse } from './run/subgraphFetcher.ts'
import type { Supergraph } from './supergraph/supergraph.ts'

/** A plan for one operation and one set of denied fields, ready for any number of requests. */
export interface Plan<Context, Response extends SubgraphResponse> {
  readonly operation: NormalOperation
  /** The plan as data: its calls, the fetches of each, and the calls that each waits for. */
  describe(): PlanDescription
  /** The numbers of the calls that select a wanted field or are sent one; a call counts where that cannot be told. */
  callsTouching(isWanted: IsWanted): ReadonlySet<number>
  /** Runs the plan. A call that fails costs its own fields only, so this rejects for a fault of our own alone. */
  run(request: PlanRun<Context, Response>): Promise<ExecutionResult>
}

export interface PlanRun<Context, Response extends SubgraphResponse> {
  /** As their declared types have them. */
  readonly variables: Readonly<Record<string, unknown>>
  /** When it aborts, so do the calls under way; an `AbortSignal` is one. */
  readonly signal: LightAbortSignal
  /** Handed to the fetcher with each call. */
  readonly context: Context
  /** Whether a claim of the viewer's lists a value of an object; without it nobody owns anything. */
  readonly owns?: ((claim: string, value: unknown) => boolean) | undefined
  /** Fields of objects that the viewer does not own are reported and answered all the same. */
  readonly isDryRun?: boolean | undefined
  /** Gets one record for each call when it ends. */
  readonly onFetch?: ((record: FetchRecord<Response>) => void) | undefined
}

/** The result of running a plan. */
export class ExecutionResult {
  /** `{"data":…}` in UTF-8: without errors and extensions, the whole response. */
  readonly envelope: Buffer
  readonly errors: readonly PlacedError[]
  readonly denied: DeniedFields
  /** Why fetches returned nothing, or less than was requested. */
  readonly failures: readonly Failure[]
  /** What subgraphs disagreed on: nothing where the same responses were answered before. */
  readonly unequalLists: readonly UnequalLists[]

  constructor(
    envelope: Buffer,
    errors: readonly PlacedError[],
    denied: DeniedFields,
    failures: readonly Failure[],
    unequalLists: readonly UnequalLists[],
  ) {
    this.envelope = envelope
    this.errors = errors
    this.denied = denied
    this.failures = failures
    this.unequalLists = unequalLists
  }

  /** The data as JSON text, their fields in the client's order. */
  get data(): string {
    return this.envelope.toString('utf8', '{"data":'.length, this.envelope.length - 1)
  }
}

/** The fields that the viewer was denied. */
export interface DeniedFields {
  /** By field, at how many positions of the response it was denied. */
  readonly counts: ReadonlyMap<FieldNode, number>
  /** How many of these denials are not among the errors. */
  readonly suppressedErrorCount: number
}

/** Returns the function that makes a runnable plan of a compiled one. */
export function createPlanWrapper<Context, Response extends SubgraphResponse>(
  { apiSchema }: Supergraph,
  fetcher: SubgraphFetcher<Context, Response>,
  memo: ExecutionMemo,
): (compiled: CompiledPlan) => Plan<Context, Response> {
  return (compiled) => ({
    operation: compiled.operation,
    describe: () => describePlan(compiled),
    callsTouching: (isWanted) =>
      new Set(
        compiled.calls
          .filter(({ fetches }) => fetches.some((fetch) => touchesFields(fetch, apiSchema, isWanted)))
          .map(({ id }) => id),
      ),
    async run({ variables, signal, context, owns, isDryRun = false, onFetch }) {
      const viewer = owns || isDryRun ? { owns: owns ?? STRANGER.owns, isDryRun } : undefined
      const request = { variables, signal, context, viewer, onFetch }
      const execution = await executePlan(compiled, fetcher, memo, request)
      const { envelope, errors, suppressedErrorCount, deniedCounts } = execution.project()
      const denied = { counts: deniedCounts, suppressedErrorCount }
      return new ExecutionResult(envelope, errors, denied, execution.failures, execution.unequalLists)
    },
  })
}

import type { FieldNode } from 'graphql'
import type { LightAbortSignal } from '../kit/concurrency/lightAbortSignal.ts'
import type { Annotation } from './annotate/annotation.ts'
import { withoutAnnotations } from './annotate/withoutAnnotations.ts'
import type { AnnotatedPlan, CompiledPlan } from './compilePlan.ts'
import type { NormalOperation } from './operation/operation.ts'
import type { Delivery } from './deliver/delivery.ts'
import { runInParts, type InParts } from './deliver/runInParts.ts'
import { ToldData } from './deliver/toldData.ts'
import type { AnswerPart } from './deliver/answerPart.ts'
import { describePlan, type PlanDescription } from './plan/describePlan.ts'
import { touchesFields, type IsWanted } from './plan/touchedFields.ts'
import { composeFirst, executePlan } from './run/executePlan.ts'
import type { ExecutionMemo } from './run/executionMemo.ts'
import type { MemoisedExecution } from './run/memoisedExecution.ts'
import { STRANGER, type Failure, type PlacedError, type State } from './run/state.ts'
import type { UnequalLists } from './run/unequalLists.ts'
import type {
  FetchRecord,
  SubgraphFetcher,
  SubgraphRequest,
  SubgraphResponse,
} from './run/subgraphFetcher.ts'
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
  /**
   * The request by which a subgraph is asked for the events of a subscription that it serves itself. For each event the plan is
   * run, with what the subgraph told as the answer to this request.
   */
  sourceRequest(variables: PlanRun<Context, Response>['variables'], signal: LightAbortSignal): SubgraphRequest
  /**
   * Runs a plan that was made for it, and tells the answer in parts. Resolves with the result as `run` does where all was
   * known before anything was told; else without data, which have been told.
   */
  runInParts(request: PlanRun<Context, Response>, inParts: InParts): Promise<PartedResult>
}

export interface PartedResult {
  readonly result: ExecutionResult
  readonly isTold: boolean
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
  /** What the objects of the answer tell besides; undefined where the plan does not ask for it. */
  readonly annotations: readonly Annotation[] | undefined

  constructor(
    envelope: Buffer,
    errors: readonly PlacedError[],
    denied: DeniedFields,
    failures: readonly Failure[],
    unequalLists: readonly UnequalLists[],
    annotations?: readonly Annotation[],
  ) {
    this.envelope = envelope
    this.errors = errors
    this.denied = denied
    this.failures = failures
    this.unequalLists = unequalLists
    this.annotations = annotations
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
  const wrap = (compiled: CompiledPlan): Plan<Context, Response> => ({
    operation: compiled.operation,
    describe: () => describePlan(compiled),
    callsTouching: (isWanted) =>
      new Set(
        compiled.calls
          .filter(({ fetches }) => fetches.some((fetch) => touchesFields(fetch, apiSchema, isWanted)))
          .map(({ id }) => id),
      ),
    run: async (request) => resultOf(await executePlan(compiled, fetcher, memo, toRunRequest(request))),
    sourceRequest: (variables, signal) => composeFirst(compiled, memo, variables, signal),
    async runInParts(request, inParts) {
      const { execution, told } = await runInParts(compiled, fetcher, memo, toRunRequest(request), inParts)
      return told === undefined
        ? { result: resultOf(execution), isTold: false }
        : { result: resultOfTold(execution, told), isTold: true }
    },
  })
  return (compiled) => {
    const plan = wrap(compiled)
    const { annotated } = compiled
    if (annotated === undefined) return plan
    const plain = wrap(annotated.plain)
    return {
      ...plan,
      run: (request) => runAnnotated(compiled, annotated, plain, fetcher, memo, request),
      runInParts: (request, inParts) =>
        runAnnotatedInParts(compiled, annotated, fetcher, memo, request, inParts),
    }
  }
}

const NO_DATA = Buffer.from('{"data":null}')

function resultOf(execution: MemoisedExecution): ExecutionResult {
  const { envelope, errors, suppressedErrorCount, deniedCounts } = execution.project()
  const denied = { counts: deniedCounts, suppressedErrorCount }
  return new ExecutionResult(envelope, errors, denied, execution.failures, execution.unequalLists)
}

/** Without data, which have been told. */
function resultOfTold(
  { failures, unequalLists }: MemoisedExecution,
  { errors, deniedCounts }: Delivery['told'],
): ExecutionResult {
  const denied = { counts: deniedCounts, suppressedErrorCount: 0 }
  return new ExecutionResult(NO_DATA, errors, denied, failures, unequalLists)
}

function toRunRequest<Context, Response extends SubgraphResponse>({
  variables,
  signal,
  context,
  owns,
  isDryRun = false,
  onFetch,
}: PlanRun<Context, Response>) {
  const viewer = owns || isDryRun ? { owns: owns ?? STRANGER.owns, isDryRun } : undefined
  return { variables, signal, context, viewer, onFetch }
}

/** What nobody asked for must cost nobody anything: where a subgraph fails by it, the plan is run again without. */
async function runAnnotated<Context, Response extends SubgraphResponse>(
  compiled: CompiledPlan,
  { aliases, collect }: AnnotatedPlan,
  plain: Plan<Context, Response>,
  fetcher: SubgraphFetcher<Context, Response>,
  memo: ExecutionMemo,
  request: PlanRun<Context, Response>,
): Promise<ExecutionResult> {
  let hasFailed = false
  const watched: typeof fetcher = async (call, context) => {
    const response = await fetcher(call, context)
    hasFailed ||= response.errors.some((error) => isByAnnotation(error, response, aliases))
    return response
  }
  const execution = await executePlan(compiled, watched, memo, toRunRequest(request))
  if (hasFailed) return plain.run(request)
  return annotatedResultOf(execution, compiled, collect)
}

function annotatedResultOf(
  execution: MemoisedExecution,
  compiled: CompiledPlan,
  collect: AnnotatedPlan['collect'],
): ExecutionResult {
  const { state } = execution
  const { envelope, errors, suppressedErrorCount, deniedCounts } = compiled.project(state)
  const denied = { counts: deniedCounts, suppressedErrorCount }
  const { failures, unequalLists } = execution
  const { data }: { readonly data: unknown } = JSON.parse(envelope.toString())
  return new ExecutionResult(envelope, errors, denied, failures, unequalLists, collect(state, data))
}

/**
 * Annotations of all that was told are in the last part. What is told cannot be taken back, so where a subgraph fails by an
 * annotation not the plan is run again, but that call made again without.
 */
async function runAnnotatedInParts<Context, Response extends SubgraphResponse>(
  compiled: CompiledPlan,
  { aliases, collect }: AnnotatedPlan,
  fetcher: SubgraphFetcher<Context, Response>,
  memo: ExecutionMemo,
  request: PlanRun<Context, Response>,
  inParts: InParts,
): Promise<PartedResult> {
  let hasFailed = false
  const fetchOrRepeat: typeof fetcher = async (call, context) => {
    const response = await fetcher(call, context)
    if (!response.errors.some((error) => isByAnnotation(error, response, aliases))) return response
    hasFailed = true
    return fetcher(withoutAnnotations(call, aliases), context)
  }
  const toldData = new ToldData()
  const take = (parts: readonly AnswerPart[], state: State): void => {
    for (const part of parts) toldData.add(part)
    const last = parts.at(-1)
    if (last === undefined || last.hasNext || hasFailed) return inParts.take(parts)
    inParts.take([...parts.slice(0, -1), { ...last, annotations: collect(state, toldData.data) }])
  }
  const { execution, told } = await runInParts(compiled, fetchOrRepeat, memo, toRunRequest(request), {
    ...inParts,
    take,
  })
  if (told !== undefined) return { result: resultOfTold(execution, told), isTold: true }
  const result = hasFailed ? resultOf(execution) : annotatedResultOf(execution, compiled, collect)
  return { result, isTold: false }
}

/** At an annotation, or of a request that was refused as a whole, as by a subgraph that lacks a field of its schema. */
function isByAnnotation(error: unknown, { data }: SubgraphResponse, aliases: ReadonlySet<string>): boolean {
  const path = typeof error === 'object' && error !== null && 'path' in error ? error.path : undefined
  if (!Array.isArray(path)) return data === null
  return path.some((key) => aliases.has(key))
}

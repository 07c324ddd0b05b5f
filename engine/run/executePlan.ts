import type { LightAbortSignal } from '../../kit/concurrency/lightAbortSignal.ts'
import type { CompiledPlan } from '../compilePlan.ts'
import { EngineError } from '../errors.ts'
import type { Call } from './compileCalls.ts'
import type { ExecutionMemo } from './executionMemo.ts'
import { MemoisedExecution } from './memoisedExecution.ts'
import type { PreparedFetch } from './preparedFetch.ts'
import type { Viewer } from './state.ts'
import type { FetchRecord, SubgraphFetcher, SubgraphRequest, SubgraphResponse } from './subgraphFetcher.ts'

/** One request to a compiled plan. */
export interface RunRequest<Context, Response extends SubgraphResponse> {
  /** Already coerced by graphql-js. */
  readonly variables: Readonly<Record<string, unknown>>
  /** When it aborts, so do the calls under way, and no further one is waited for. */
  readonly signal: LightAbortSignal
  /** Handed to the fetcher with each call. */
  readonly context: Context
  /** For whom the response is written, where single objects have owners. */
  readonly viewer?: Viewer | undefined
  /** Gets one record for each call when it ends. */
  readonly onFetch?: ((record: FetchRecord<Response>) => void) | undefined
}

/** Runs a plan. A call that fails costs its own fields only, so this rejects for a fault of our own alone. */
export function executePlan<Context, Response extends SubgraphResponse>(
  plan: CompiledPlan,
  fetcher: SubgraphFetcher<Context, Response>,
  memo: ExecutionMemo,
  request: RunRequest<Context, Response>,
): Promise<MemoisedExecution> {
  const execution = new MemoisedExecution(plan, memo, request.variables, request.viewer)
  return runCalls(plan, fetcher, execution, request).then(() => execution)
}

/** Makes the calls of a plan; `onEnd` is told of each that has ended, once those that waited for it have begun. */
export function runCalls<Context, Response extends SubgraphResponse>(
  plan: CompiledPlan,
  fetcher: SubgraphFetcher<Context, Response>,
  execution: MemoisedExecution,
  request: RunRequest<Context, Response>,
  onEnd?: (call: Call) => void,
): Promise<void> {
  if (plan.calls.length === 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const schedule = createSchedule(plan.calls)
    let open = plan.calls.length
    const finish = (call: Call): void => {
      open--
      for (const next of schedule.finish(call)) start(next)
      onEnd?.(call)
      if (open === 0) resolve()
    }
    const start = (call: Call): void => {
      const prepared = execution.prepare(call)
      if (prepared === undefined) {
        execution.note(call, undefined, undefined)
        finish(call)
        return
      }
      runCall(call, prepared, execution, fetcher, request, finish).catch(reject)
    }
    try {
      for (const call of schedule.ready) start(call)
    } catch (error) {
      reject(error)
    }
  })
}

/** Tells which calls can start when one has ended. */
function createSchedule(calls: readonly Call[]) {
  const missing = calls.map(({ after }) => after.length)
  return {
    ready: calls.filter(({ after }) => after.length === 0),
    finish: ({ id }: Call): readonly Call[] =>
      calls.filter((call) => {
        if (!call.after.includes(id)) return false
        missing[call.id] = (missing[call.id] ?? 0) - 1
        return missing[call.id] === 0
      }),
  }
}

/** The request of the call that a plan begins with, as a run would send it. */
export function composeFirst(
  plan: CompiledPlan,
  memo: ExecutionMemo,
  variables: Readonly<Record<string, unknown>>,
  signal: LightAbortSignal,
): SubgraphRequest {
  const call = plan.calls.find(({ after }) => after.length === 0)
  const prepared = call && new MemoisedExecution(plan, memo, variables, undefined).prepare(call)
  if (call === undefined || prepared === undefined) throw new Error('expected a plan that asks a subgraph')
  return toSubgraphRequest(call, prepared, signal)
}

async function runCall<Context, Response extends SubgraphResponse>(
  call: Call,
  prepared: PreparedFetch,
  execution: MemoisedExecution,
  fetcher: SubgraphFetcher<Context, Response>,
  request: RunRequest<Context, Response>,
  finish: (call: Call) => void,
): Promise<void> {
  const start = request.onFetch === undefined ? 0 : performance.now()
  try {
    const response = await fetcher(toSubgraphRequest(call, prepared, request.signal), request.context)
    record(call, prepared, request, start, response, undefined)
    const { data, errors, responseId } = response
    execution.note(call, { kind: 'answer', data, errors }, errors.length === 0 ? responseId : undefined)
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    record(call, prepared, request, start, undefined, error.code)
    execution.note(call, { kind: 'failure', message: error.message, code: error.code }, undefined)
  }
  finish(call)
}

function toSubgraphRequest(
  { subgraph, operation }: Call,
  fetch: PreparedFetch,
  signal: LightAbortSignal,
): SubgraphRequest {
  const { query, variables, body, entities } = fetch
  return { subgraph, query, variables, body, operation, entities, signal, fetch }
}

function record<Context, Response extends SubgraphResponse>(
  { id, subgraph }: Call,
  { entities }: PreparedFetch,
  { onFetch }: RunRequest<Context, Response>,
  start: number,
  response: Response | undefined,
  errorCode: string | undefined,
): void {
  onFetch?.({ call: id, subgraph, start, end: performance.now(), entities, response, errorCode })
}

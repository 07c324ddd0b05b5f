import { GatewayError } from '../../gateway/errors.ts'
import type { LightAbortSignal } from '../../kit/concurrency/lightAbortSignal.ts'
import type {
  SubgraphResponse,
  SubgraphFetcher,
  SubgraphRequest,
} from '../../gateway/subgraphs/subgraphFetcher.ts'
import type { PreparedFetch } from './preparedFetch.ts'
import type { Call } from './calls.ts'
import type { CompiledPlan, Projected } from '../plan/plan.ts'
import type { State, Viewer } from './state.ts'
import { MemoisedExecution } from './memoisedExecution.ts'

/** What one request brings to a plan. */
export interface ExecutionRequest {
  /** Already coerced by graphql-js. */
  readonly variables: Readonly<Record<string, unknown>>
  readonly call: SubgraphFetcher
  readonly signal: LightAbortSignal
  readonly requestId: string
  /** When it came, among others. */
  readonly arrival?: number
  /** For whom the answer is written, where single objects have owners. */
  readonly viewer?: Viewer
  /** The client's headers that travel on, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  /** Gets one record for each subgraph call when it ends; nothing is recorded without it. */
  readonly onCall?: (record: CallRecord) => void
}

/** One subgraph call as it went: a bar of a waterfall. */
export interface CallRecord {
  readonly call: number
  readonly subgraph: string
  /** Milliseconds on `performance.now()`. */
  readonly start: number
  readonly end: number
  readonly bytes: number
  /** Entities asked about, each once. */
  readonly entities: number
  /** True when another request had the same call under way. */
  readonly joined: boolean
  readonly errorCode: string | undefined
}

/** A plan that has run: what the subgraphs said, ready to be written. */
export interface Execution {
  /** What was gathered and what went wrong; of an answer that is remembered only the latter, which is nothing. */
  readonly state: State
  /** The answer as `write` makes it of the state, or as it was made of the very same answers before. */
  answer(write: (state: State) => Projected): Projected
}

/** Runs a plan. A call that fails costs its own fields only, so this rejects for a fault of our own alone. */
export function executePlan(plan: CompiledPlan, request: ExecutionRequest): Promise<Execution> {
  const trail = new MemoisedExecution(plan, request.variables, request.viewer)
  if (plan.calls.length === 0) return Promise.resolve(trail)
  return new Promise((resolve, reject) => {
    const schedule = createSchedule(plan.calls)
    let open = plan.calls.length
    const finish = (call: Call): void => {
      open--
      if (open === 0) resolve(trail)
      else for (const next of schedule.finish(call)) start(next)
    }
    const start = (call: Call): void => {
      const ask = trail.ask(call)
      if (ask === undefined) {
        trail.note(call, undefined, undefined)
        finish(call)
        return
      }
      runCall(call, ask, trail, request, finish).catch(reject)
    }
    try {
      for (const call of schedule.ready) start(call)
    } catch (error) {
      reject(error)
    }
  })
}

/** Tells which calls can start when one is over. */
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

async function runCall(
  call: Call,
  ask: PreparedFetch,
  trail: MemoisedExecution,
  request: ExecutionRequest,
  finish: (call: Call) => void,
): Promise<void> {
  const start = request.onCall === undefined ? 0 : performance.now()
  try {
    const answer = await request.call(toSubgraphRequest(call, ask, request))
    record(call, ask, request, start, answer, undefined)
    const { data, errors, responseId } = answer
    trail.note(call, { kind: 'answer', data, errors }, errors.length === 0 ? responseId : undefined)
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    record(call, ask, request, start, undefined, error.code)
    trail.note(call, { kind: 'failure', message: error.message, code: error.code }, undefined)
  }
  finish(call)
}

function toSubgraphRequest(call: Call, ask: PreparedFetch, request: ExecutionRequest): SubgraphRequest {
  const { query, variables, body, entities } = ask
  const { signal, requestId, arrival, headers = NO_HEADERS } = request
  const { subgraph, isMutation } = call
  // All that the wrappers will ever add is there from the first: an object that is copied with more is a slow one.
  return {
    subgraph,
    query,
    variables,
    body,
    isMutation,
    entities,
    headers,
    requestId,
    arrival,
    signal,
    fetch: ask,
    caching: undefined,
    coalesceKey: undefined,
  }
}

const NO_HEADERS = {}

function record(
  { id, subgraph }: Call,
  { entities }: PreparedFetch,
  { onCall }: ExecutionRequest,
  start: number,
  answer: SubgraphResponse | undefined,
  errorCode: string | undefined,
): void {
  const { bytes = 0, coalesced = false } = answer ?? {}
  onCall?.({
    call: id,
    subgraph,
    start,
    end: performance.now(),
    bytes,
    entities,
    joined: coalesced,
    errorCode,
  })
}

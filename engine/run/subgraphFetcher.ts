import type { LightAbortSignal } from '../../kit/concurrency/lightAbortSignal.ts'
import type { PreparedFetch } from './preparedFetch.ts'

/** One question to one subgraph. */
export interface SubgraphRequest {
  readonly subgraph: string
  readonly query: string
  /** The variables as JSON text. */
  readonly variables: string
  /** Both together: the body of an HTTP request. */
  readonly body: string
  readonly isMutation: boolean
  /** How many entities it asks about. */
  readonly entities: number
  readonly signal: LightAbortSignal
  /** What it is made of; undefined for a question that no plan asks. */
  readonly fetch: PreparedFetch | undefined
}

/** A GraphQL response whose envelope was checked; what is in `data` was not. */
export interface SubgraphResponse {
  readonly data: Readonly<Record<string, unknown>> | null
  /** Entries as the specification has them; of their extensions only `code` is read. */
  readonly errors: readonly unknown[]
  readonly bytes: number
  /** Stands for this very response wherever it is given again; absent when nobody else gets it. */
  readonly responseId?: object | undefined
  /** True when it came of a call that another request had under way. */
  readonly coalesced?: boolean | undefined
}

/**
 * Asks a subgraph. Rejects with an EngineError, whose code and message are told at the fields that it costs, when there is
 * no usable response; anything else that it rejects with is a fault of ours and ends the run. `context` is the caller's
 * own: the engine hands it on and never looks into it.
 */
export type SubgraphFetcher<Context, Response extends SubgraphResponse = SubgraphResponse> = (
  request: SubgraphRequest,
  context: Context,
) => Promise<Response>

/** One call as it went. */
export interface FetchRecord<Response extends SubgraphResponse> {
  /** Its number in the plan. */
  readonly call: number
  readonly subgraph: string
  /** Milliseconds on `performance.now()`. */
  readonly start: number
  readonly end: number
  /** Entities asked about, each once. */
  readonly entities: number
  /** Undefined when there was none. */
  readonly response: Response | undefined
  readonly errorCode: string | undefined
}

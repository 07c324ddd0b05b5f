import type { LightAbortSignal } from '../../kit/concurrency/lightAbortSignal.ts'
import type { OperationType } from '../operation/operation.ts'
import type { PreparedFetch } from './preparedFetch.ts'

/** One request to one subgraph. */
export interface SubgraphRequest {
  readonly subgraph: string
  readonly query: string
  /** The variables as JSON text. */
  readonly variables: string
  /** Both together: the body of an HTTP request. */
  readonly body: string
  readonly operation: OperationType
  /** How many entities it fetches. */
  readonly entities: number
  readonly signal: LightAbortSignal
  /** The prepared fetch that it sends; undefined for a request that belongs to no plan. */
  readonly fetch: PreparedFetch | undefined
}

/** A GraphQL response whose envelope was checked; the content of `data` was not. */
export interface SubgraphResponse {
  readonly data: Readonly<Record<string, unknown>> | null
  /** Entries as the specification has them, each with what a client may read of it: their extensions are handed on. */
  readonly errors: readonly unknown[]
  readonly bytes: number
  /** The same object for this very response wherever it is returned again; absent when only one request gets it. */
  readonly responseId?: object | undefined
  /** True when it is of a call that another request had under way. */
  readonly coalesced?: boolean | undefined
}

/**
 * Sends a request to a subgraph. When there is no usable response it rejects with an EngineError, whose code and
 * message are reported at the fields that are null because of it; any other error is a fault of ours and ends the
 * execution. `context` is the caller's own: the engine hands it on and never looks into it.
 */
export type SubgraphFetcher<Context, Response extends SubgraphResponse = SubgraphResponse> = (
  request: SubgraphRequest,
  context: Context,
) => Promise<Response>

/** A record of one call, made when it ends. */
export interface FetchRecord<Response extends SubgraphResponse> {
  /** Its number in the plan. */
  readonly call: number
  readonly subgraph: string
  /** Milliseconds on `performance.now()`. */
  readonly start: number
  readonly end: number
  /** How many entities were fetched, each once. */
  readonly entities: number
  /** Undefined when there was none. */
  readonly response: Response | undefined
  readonly errorCode: string | undefined
}

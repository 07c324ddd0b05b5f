import type { CacheControl } from '../cache/rules/cacheControl.ts'
import type { LightAbortSignal } from '../../kit/concurrency/lightAbortSignal.ts'
import type { Caching, CacheUse } from '../cache/caching.ts'
import type { PreparedFetch } from '../../engine/run/preparedFetch.ts'

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
  /** The client's headers that this subgraph gets, names in lower case; they are part of what makes two requests alike. */
  readonly headers: Readonly<Record<string, string>>
  readonly requestId: string
  /** When the client's request came, among others; its answers are read in that order. */
  readonly arrival?: number | undefined
  readonly signal: LightAbortSignal
  /** What it is made of; without it nothing of it is answered from a cache. */
  readonly fetch?: PreparedFetch
  /** For whom, and by which rules, it may be answered from a cache. */
  readonly caching?: Caching | undefined
  /** What else tells it from requests with the same text. */
  readonly coalesceKey?: string | undefined
}

/** A GraphQL response whose envelope was checked; what is in `data` was not. */
export interface SubgraphResponse {
  readonly data: Readonly<Record<string, unknown>> | null
  readonly errors: readonly unknown[]
  readonly bytes: number
  /** True when the answer came of a call that another request had under way. */
  readonly coalesced?: boolean | undefined
  /** Stands for this very answer wherever it is given again; absent when nobody else gets it. */
  readonly responseId?: object | undefined
  /** What its HTTP headers say of keeping it. */
  readonly cacheControl?: CacheControl | undefined
  /** Where it came from and how long it holds; absent when no cache was asked. */
  readonly use?: CacheUse | undefined
}

/** One call to one subgraph. Rejects with a `ClientError` of a `SUBGRAPH_…` code when there is no usable answer. */
export type SubgraphFetcher = (request: SubgraphRequest) => Promise<SubgraphResponse>

/** Adds behaviour to a call: `withDeadline(5_000)(withSingleFlight()(transport))`. */
export type SubgraphWrapper = (next: SubgraphFetcher) => SubgraphFetcher

import type { Arrival } from '../../kit/concurrency/scheduler.ts'
import type { SubgraphFetcher, SubgraphResponse } from '../../engine/index.ts'
import type { CacheUse, Caching } from '../cache/caching.ts'
import type { CacheControl } from '../cache/rules/cacheControl.ts'
import type { CallRecord, RequestRecord } from '../telemetry/record.ts'

/**
 * The gateway's context of a request to a subgraph, which the engine hands on. All fields are set from the first: an object
 * that is copied with more fields is a slow one (docs/decisions/0013).
 */
export interface FetchContext {
  readonly requestId: string
  /** The client's request among all: responses of subgraphs are read in the order of their requests. */
  readonly arrival: Arrival
  /** Names whose budget it is, so that nobody alone can have a subgraph taken for ill. */
  readonly client: string
  /** The client's headers that are forwarded, names in lower case; they are part of the coalesce key. */
  readonly headers: Readonly<Record<string, string>>
  /** The rules by which it may be answered from a cache, and for whom; undefined where it may not. */
  readonly caching: Caching | undefined
  /** The part of the coalesce key that tells it from requests with the same body and headers. */
  readonly coalesceKey: string
  /** Of the client's request; undefined where the gateway asks for itself. */
  readonly record: RequestRecord | undefined
  /** The record of this call; undefined before it has one, and for calls that nobody waits for. */
  readonly call: CallRecord | undefined
  /** Takes the headers of responses that travel up to the client; undefined where there are none. */
  readonly headersToClient?: Map<string, string> | undefined
}

export interface GatewayResponse extends SubgraphResponse {
  /** Its `Cache-Control`, `Age` and `Vary` headers. */
  readonly cacheControl?: CacheControl | undefined
  /** How the cache was used for it; absent when no cache was asked. */
  readonly use?: CacheUse | undefined
}

/** One call to one subgraph. Rejects with a `GatewayError` of a `SUBGRAPH_…` code when there is no usable response. */
export type GatewayFetcher = SubgraphFetcher<FetchContext, GatewayResponse>

/** Adds behaviour to calls. */
export type FetchWrapper = (next: GatewayFetcher) => GatewayFetcher

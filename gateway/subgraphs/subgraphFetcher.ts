import type { SubgraphFetcher, SubgraphResponse } from '../../engine/index.ts'
import type { CacheUse, Caching } from '../cache/caching.ts'
import type { CacheControl } from '../cache/rules/cacheControl.ts'

/**
 * What the gateway knows of a request besides what the engine asks a subgraph. All fields are there from the first: an
 * object that is copied with more is a slow one (docs/decisions/0013).
 */
export interface FetchContext {
  readonly requestId: string
  /** When the client's request came, among others; its answers are read in that order. */
  readonly arrival: number
  /** The client's headers that this subgraph gets, names in lower case; they are part of what makes two requests alike. */
  readonly headers: Readonly<Record<string, string>>
  /** For whom, and by which rules, it may be answered from a cache; undefined where it may not. */
  readonly caching: Caching | undefined
  /** What else tells it from requests with the same text. */
  readonly coalesceKey: string
}

export interface GatewayResponse extends SubgraphResponse {
  /** What its HTTP headers say of keeping it. */
  readonly cacheControl?: CacheControl | undefined
  /** Where it came from and how long it holds; absent when no cache was asked. */
  readonly use?: CacheUse | undefined
}

/** One call to one subgraph. Rejects with a `GatewayError` of a `SUBGRAPH_…` code when there is no usable response. */
export type GatewayFetcher = SubgraphFetcher<FetchContext, GatewayResponse>

/** Adds behaviour to calls. */
export type FetchWrapper = (next: GatewayFetcher) => GatewayFetcher

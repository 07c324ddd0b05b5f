import type { GraphEvent } from '../../kit/events/graphEvent.ts'
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
  /** Stands for `headers` in keys, as `kit/headersKey.ts` has it: made once for all calls of a request. */
  readonly headersKey: string
  /** The rules by which it may be answered from a cache, and for whom; undefined where it may not. */
  readonly caching: Caching | undefined
  /** Stands for all of the request but its headers; '' where nothing has made one, and its body stands for itself. */
  readonly coalesceKey: string
  /** Of the client's request; undefined where the gateway asks for itself. */
  readonly record: RequestRecord | undefined
  /** The record of this call; undefined before it has one, and for calls that nobody waits for. */
  readonly call: CallRecord | undefined
  /** For which a subscription's own field is asked; undefined for what is no subscription. */
  readonly event: GraphEvent | undefined
  /** In place of a call of a subscription's own field; undefined where its subgraph does not serve it itself. */
  readonly passed: PassedEvent | undefined
  /** Takes the headers of responses that travel up to the client; undefined where there are none. */
  readonly headersToClient?: Map<string, string> | undefined
  /** Told when a call is not answered by a cache; undefined where nobody waits to know. */
  readonly onSent?: (() => void) | undefined
}

/** What a subgraph told of a subscription that it serves itself. */
export interface PassedEvent {
  readonly response: GatewayResponse
  /** The body of the request to which it is the answer. */
  readonly body: string
  /** Whether the connection was lost since the one before, so that some may be missing. */
  readonly isAfterGap: boolean
  /** Called where its plan asks otherwise by now, as when rights have changed: the subgraph has to be asked anew. */
  readonly onOutdated: () => void
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

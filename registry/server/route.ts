import type { IncomingMessage } from 'node:http'
import type { Registry } from '../acts/registry.ts'
import type { Actor } from '../store/act.ts'

/** One thing that is asked of a registry. */
export interface ApiRequest {
  readonly registry: Registry
  readonly query: URLSearchParams
  /** The words of the path that the route leaves open. */
  readonly words: readonly string[]
  readonly request: IncomingMessage
}

export interface ApiAnswer {
  readonly status: number
  readonly body: object
}

export type ReadRoute = (asked: ApiRequest) => Promise<ApiAnswer>
export type WriteRoute = (asked: ApiRequest, actor: Actor) => Promise<ApiAnswer>

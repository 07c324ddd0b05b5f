import type { Caller } from '../access/caller.ts'
import type { CacheRules } from './rules/cacheRules.ts'

/** The rules by which one request is answered from the cache, and the caller for whom. */
export interface Caching {
  readonly rules: CacheRules
  /** Names the caller among all callers; undefined for an anonymous one, for whom nothing private is stored. */
  readonly caller: string | undefined
  /** True for a refresh behind a stale response, for which no caller waits. */
  readonly isRefresh: boolean
  /** Counts each call, whether the cache can answer it or not. */
  readonly begin: () => void
  /** Gets one record for each response that the request used. */
  readonly collect: (use: CacheUse) => void
}

/** How long a response is valid that was assembled from cached and fetched parts. Times are milliseconds. */
export interface Validity {
  /** When the first of its parts is no longer fresh. */
  readonly freshUntil: number
  /** When the oldest of its parts was made by its subgraph. */
  readonly bornAt: number
  /** Whether any part is one caller's own. */
  readonly isPersonal: boolean
}

/** Counts of entities, where all root fields of a call are one. */
export interface CacheCounts {
  readonly total: number
  /** How many were in the cache. */
  readonly hits: number
  /** How many of those that were served are past their age. */
  readonly stale: number
}

/** How the cache was used for one response of a subgraph. */
export interface CacheUse extends CacheCounts {
  readonly subgraph: string
  /** The same by the type of the entities. */
  readonly byType: ReadonlyMap<string, CacheCounts>
  readonly validity: Validity | undefined
  /** Why it was not stored. */
  readonly reason: string | undefined
  /** Drops the entries that it consists of: called when the response turns out to violate the schema. */
  readonly forget: () => void
  /** The names by which it can be dropped. */
  readonly names: () => readonly string[]
}

/** JSON keeps issuer and subject apart, whatever characters they hold. */
export function nameCaller(caller: Caller): string | undefined {
  return caller.kind === 'anonymous' ? undefined : JSON.stringify([caller.issuer, caller.subject])
}

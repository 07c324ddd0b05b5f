import type { Caller } from '../access/caller.ts'
import type { CacheRules } from './rules/cacheRules.ts'

/** By which rules, and for whom, one request is answered from the cache. */
export interface Caching {
  readonly rules: CacheRules
  /** Names the caller among all callers; undefined for an anonymous one, for whom nothing private is kept. */
  readonly caller: string | undefined
  /** True for a question that nobody waits for: it renews what is past its age. */
  readonly isRefresh: boolean
  /** Gets to know of each call, whether the cache can answer it or not. */
  readonly begin: () => void
  /** Gets one record for each answer that the request used. */
  readonly collect: (use: CacheUse) => void
}

/** How long an answer holds that was put together from kept and fresh parts. Times are milliseconds. */
export interface Validity {
  /** When the first of its parts is no longer fresh. */
  readonly freshUntil: number
  /** When the oldest of its parts was made. */
  readonly bornAt: number
  /** Whether any part is one caller's own. */
  readonly isPersonal: boolean
}

/** Counts of entities, where all root fields of a call are one. */
export interface CacheCounts {
  readonly total: number
  /** How many were known. */
  readonly hits: number
  /** Of those that were given, how many are past their age. */
  readonly stale: number
}

/** Where one answer came from. */
export interface CacheUse extends CacheCounts {
  readonly subgraph: string
  /** The same by the type of the entities. */
  readonly byType: ReadonlyMap<string, CacheCounts>
  readonly validity: Validity | undefined
  /** Why nothing of it was kept. */
  readonly reason: string | undefined
  /** Drops what it was made of: called when the answer turned out not to be what the schema says. */
  readonly forget: () => void
  /** By what it can be dropped. */
  readonly names: () => readonly string[]
}

/** JSON keeps issuer and subject apart, whatever characters they hold. */
export function nameCaller(caller: Caller): string | undefined {
  return caller.kind === 'anonymous' ? undefined : JSON.stringify([caller.issuer, caller.subject])
}

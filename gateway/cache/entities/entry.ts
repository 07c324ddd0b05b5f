/** A subgraph's value of one entity, or of the root fields of one request; null for an entity that it does not have. */
export type Value = Readonly<Record<string, unknown>> | null

/** A value with its lifetime. Times are milliseconds. Never changed: many responses hold the same one. */
export interface Entry {
  readonly value: Value
  /** When the value was made: when the subgraph was asked for it, less the `Age` that it stated. */
  readonly bornAt: number
  /** The age to which it is fresh, with its jitter. */
  readonly freshFor: number
  /** How much longer it is served while it is being refreshed. */
  readonly staleFor: number
  /** How much longer it is served when its subgraph fails. */
  readonly errorFor: number
}

/** The group of an entry: entries of one selection in one subgraph are dropped together. */
export interface EntryGroup {
  /** Digest of subgraph, selection, arguments and audience; all keys of its entries begin with it. */
  readonly id: string
  readonly subgraph: string
  /**
   * The names that drop the whole group: `s` for its subgraph, `t:Museum` for a type in it, `n:Museum` for one nested
   * in it.
   */
  readonly names: readonly string[]
}

/** An entry with its key and the names that drop it. */
export interface KeyedEntry {
  readonly key: string
  readonly group: EntryGroup
  /** The names that drop this entry alone: `k:Museum:{"id":"mam"}` for its entity, `g:parish-se` for a tag. */
  readonly names: readonly string[]
  readonly entry: Entry
}

export type Freshness = 'fresh' | 'stale' | 'emergency' | 'dead'

/** `limit` is the age that is allowed now, which may be less than when the entry was made. */
export function freshnessOf(entry: Entry, now: number, limit: number = Infinity): Freshness {
  const past = now - entry.bornAt - Math.min(entry.freshFor, limit)
  if (past < 0) return 'fresh'
  if (past < entry.staleFor) return 'stale'
  return past < entry.errorFor ? 'emergency' : 'dead'
}

/** When the entry can serve no request any more. */
export function endOf({ bornAt, freshFor, staleFor, errorFor }: Entry): number {
  return bornAt + freshFor + Math.max(staleFor, errorFor)
}

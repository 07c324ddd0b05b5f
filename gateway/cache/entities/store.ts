import type { Entry, KeyedEntry, Value } from './entry.ts'
import { decideLifetime } from '../rules/lifetime.ts'
import { covers } from './varying.ts'
import type { GatewayResponse } from '../../subgraphs/subgraphFetcher.ts'
import { lookup, type EntityCache, type CacheLookup } from './lookup.ts'
import { schemaOf } from '../rules/cacheRules.ts'
import type { CacheableCall, CachePolicy } from './cacheUnits.ts'
import { isRecord } from '../../../kit/isRecord.ts'

/** A unit that was fetched: its look-up before, and the value in the response. */
export interface FetchedUnit {
  readonly before: CacheLookup
  readonly value: unknown
}

export interface StoredUnits {
  readonly lookups: readonly CacheLookup[]
  /** The stored entries, for the level that all gateways share. */
  readonly entries: readonly KeyedEntry[]
  /** Why a unit was not stored. */
  readonly reason: string | undefined
}

/**
 * Stores fetched units, each by itself, for as long as schema and subgraph allow. Responses with errors are never
 * stored.
 */
export function storeUnits(
  cache: EntityCache,
  call: CacheableCall,
  answer: GatewayResponse,
  askedAt: number,
  isOvertaken: boolean,
  units: readonly FetchedUnit[],
): StoredUnits {
  const entries: KeyedEntry[] = []
  const bytes = Math.ceil(answer.bytes / Math.max(1, units.length))
  let reason = reasonOf(answer, isOvertaken)
  const isSound = reason === undefined
  if (isSound) learnVarying(cache, call, answer)
  const lookups = units.map(({ before: { unit }, value }): CacheLookup => {
    const notStored = { unit, value, entry: undefined, resident: undefined, freshness: 'dead' } as const
    if (!isSound || unit.policy === undefined || !isEntryValue(value)) return notStored
    const entry = makeEntry(cache, call, answer, askedAt, unit.policy, value)
    if ('reason' in entry) {
      reason ??= entry.reason
      return notStored
    }
    const { key, group, names } = unit.policy
    const one = { key, group, names: names(), entry }
    entries.push(one)
    return lookup(cache, unit, entry, cache.memory.set(one, bytes || JSON.stringify(value).length), askedAt)
  })
  return { lookups, entries, reason }
}

function reasonOf({ errors }: GatewayResponse, isOvertaken: boolean): string | undefined {
  if (errors.length > 0) return 'the answer has errors'
  return isOvertaken ? 'it was invalidated while it was being fetched' : undefined
}

function isEntryValue(value: unknown): value is Value {
  return value === null || isRecord(value)
}

/** Learns by which headers the responses of a subgraph vary, from one without errors. */
export function learnVarying(
  { varying }: EntityCache,
  { subgraph, caching }: CacheableCall,
  { cacheControl }: GatewayResponse,
): void {
  if (cacheControl?.isForbidden !== true)
    varying.learn(subgraph, schemaOf(subgraph, caching.rules), cacheControl?.varies)
}

function makeEntry(
  cache: EntityCache,
  { subgraph, headers }: CacheableCall,
  { cacheControl }: GatewayResponse,
  askedAt: number,
  { hint, isPersonal, varies }: CachePolicy,
  value: Value,
): Entry | { readonly reason: string } {
  if (Object.keys(headers).length > 0 && !covers(varies, cacheControl?.varies))
    return { reason: 'it varies by headers by which it was not told apart' }
  const isNegative = value === null || Object.values(value).every((field) => field === null)
  const answered = { subgraph, hint, cacheControl, isNegative, isPersonal }
  const lifetime = decideLifetime(answered, cache.defaults, cache.random)
  if ('reason' in lifetime) return lifetime
  return { value, bornAt: askedAt - (cacheControl?.age ?? 0) * 1_000, ...lifetime }
}

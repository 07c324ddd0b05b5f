import { isRecord } from '../../../kit/isRecord.ts'
import type { GatewayResponse } from '../../subgraphs/subgraphFetcher.ts'
import type { CacheCounts, Validity, CacheUse } from '../caching.ts'
import type { EntityCache, CacheLookup } from './lookup.ts'
import { isFresh, limitOf } from './lookup.ts'
import type { CacheableCall } from './cacheUnits.ts'

/** Assembles a response from the entries of its units; a unit without an entry is null. */
export function assembleKnown(
  cache: EntityCache,
  call: CacheableCall,
  lookups: readonly CacheLookup[],
): GatewayResponse {
  return {
    data: mergeData(call, lookups),
    errors: [],
    bytes: 0,
    coalesced: undefined,
    responseId: undefined,
    cacheControl: undefined,
    use: describeUse(cache, call, lookups, lookups),
  }
}

/** `data` as the subgraph would have returned it: each batch's entities under its key, and the fields of the root. */
export function mergeData(
  { fetch }: CacheableCall,
  lookups: readonly CacheLookup[],
): Record<string, unknown> {
  let data: Record<string, unknown> = {}
  for (const key of fetch.keys) if (key !== undefined) data[key] = []
  for (const { unit, value = null } of lookups) {
    const list = data[fetch.keys[unit.batch] ?? '']
    // Not assigned: an alias may be called `__proto__`.
    if (unit.index === undefined) data = { ...data, ...(isRecord(value) && value) }
    else if (Array.isArray(list)) list[unit.index] = value
  }
  return data
}

/** `before` are the look-ups when the call came, `after` those that the response consists of. */
export function describeUse(
  cache: EntityCache,
  { subgraph }: CacheableCall,
  before: readonly CacheLookup[],
  after: readonly CacheLookup[],
  reason?: string,
): CacheUse {
  const validity = reason === undefined ? describeValidity(after) : undefined
  const byType = countByType(before, after)
  const { total, hits, stale } = sumOf(byType.values())
  return {
    total,
    hits,
    stale,
    subgraph,
    byType,
    validity,
    reason: validity === undefined ? (reason ?? 'something in it is not kept') : undefined,
    forget: () => {
      const keys = after.flatMap(({ unit }) => unit.policy?.key ?? [])
      for (const key of keys) cache.memory.delete(key)
      // No caller waits for it: the shared level never rejects.
      void cache.shared?.forget(subgraph, keys)
    },
    names: () => listNames(after),
  }
}

function countByType(
  before: readonly CacheLookup[],
  after: readonly CacheLookup[],
): ReadonlyMap<string, CacheCounts> {
  const counts = new Map<string, { total: number; hits: number; stale: number }>()
  before.forEach(({ unit, entry }, position) => {
    const count = counts.get(unit.type) ?? { total: 0, hits: 0, stale: 0 }
    counts.set(unit.type, count)
    count.total++
    if (entry !== undefined) count.hits++
    const freshness = after[position]?.freshness
    if (freshness === 'stale' || freshness === 'emergency') count.stale++
  })
  return counts
}

function sumOf(parts: Iterable<CacheCounts>): CacheCounts {
  const sum = { total: 0, hits: 0, stale: 0 }
  for (const { total, hits, stale } of parts) {
    sum.total += total
    sum.hits += hits
    sum.stale += stale
  }
  return sum
}

function listNames(lookups: readonly CacheLookup[]): readonly string[] {
  const names = new Set<string>()
  for (const { unit } of lookups) {
    for (const name of unit.policy?.group.names ?? []) names.add(name)
    for (const name of unit.policy?.names() ?? []) names.add(name)
  }
  return [...names]
}

/** The least of all parts; undefined when one of them is not stored. */
function describeValidity(lookups: readonly CacheLookup[]): Validity | undefined {
  let freshUntil = Infinity
  let bornAt = Infinity
  let isPersonal = false
  for (const { entry, unit } of lookups) {
    if (entry === undefined || unit.policy === undefined) return undefined
    freshUntil = Math.min(freshUntil, entry.bornAt + Math.min(entry.freshFor, limitOf(unit.policy)))
    bornAt = Math.min(bornAt, entry.bornAt)
    isPersonal ||= unit.policy.isPersonal
  }
  return { freshUntil, bornAt, isPersonal }
}

/**
 * Remembers a response whole when all of it lies in memory and is fresh; returns it with the id that it keeps from then
 * on.
 */
export function rememberWhole(
  cache: EntityCache,
  call: CacheableCall,
  name: string,
  answer: GatewayResponse,
  lookups: readonly CacheLookup[],
): GatewayResponse {
  const parts = lookups.flatMap(({ resident }) => resident ?? [])
  const freshUntil = answer.use?.validity?.freshUntil
  if (freshUntil === undefined || parts.length < lookups.length || !lookups.every(isFresh)) return answer
  const whole = { ...answer, responseId: answer.responseId ?? {} }
  // The next time that it is served, all of it is a hit.
  const use = describeUse(cache, call, lookups, lookups)
  cache.assembled.set(name, { answer: { ...whole, coalesced: false, use }, parts, freshUntil })
  return whole
}

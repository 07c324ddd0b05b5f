import type { SubgraphAnswer } from '../../subgraphs/subgraphFetcher.ts'
import type { Counts, Kept, Use } from '../caching.ts'
import type { AnswerCache, Looked } from './lookup.ts'
import { isFresh, limitOf } from './lookup.ts'
import type { Cacheable } from './cacheUnits.ts'

/** Puts an answer together from what is known of its units; a unit of which nothing is known is left out. */
export function giveKnown(cache: AnswerCache, request: Cacheable, looked: readonly Looked[]): SubgraphAnswer {
  return {
    data: mergeData(request, looked),
    errors: [],
    bytes: 0,
    joined: undefined,
    token: undefined,
    statement: undefined,
    use: describeUse(cache, request, looked, looked),
  }
}

/** `data` as the subgraph would have given it: each batch's entities under its key, and the fields of the root. */
export function mergeData({ ask }: Cacheable, looked: readonly Looked[]): Record<string, unknown> {
  const data: Record<string, unknown> = {}
  for (const key of ask.keys) if (key !== undefined) data[key] = []
  for (const { unit, value = null } of looked) {
    const list = data[ask.keys[unit.batch] ?? '']
    if (unit.index === undefined) Object.assign(data, value)
    else if (Array.isArray(list)) list[unit.index] = value
  }
  return data
}

/** `before` is what was known when the request came, `after` what the answer is made of. */
export function describeUse(
  cache: AnswerCache,
  { subgraph }: Cacheable,
  before: readonly Looked[],
  after: readonly Looked[],
  reason?: string,
): Use {
  const kept = reason === undefined ? describeKept(after) : undefined
  const byType = countByType(before, after)
  const { total, hits, stale } = sumOf(byType.values())
  return {
    total,
    hits,
    stale,
    subgraph,
    byType,
    kept,
    reason: kept === undefined ? (reason ?? 'something in it is not kept') : undefined,
    forget: () => {
      const keys = after.flatMap(({ unit }) => unit.keeping?.key ?? [])
      for (const key of keys) cache.memory.delete(key)
      // Nobody waits for it: the level says nothing of its own faults.
      void cache.shared?.forget(subgraph, keys)
    },
    names: () => listNames(after),
  }
}

function countByType(before: readonly Looked[], after: readonly Looked[]): ReadonlyMap<string, Counts> {
  const counts = new Map<string, { total: number; hits: number; stale: number }>()
  before.forEach(({ unit, entry }, position) => {
    const count = counts.get(unit.type) ?? { total: 0, hits: 0, stale: 0 }
    counts.set(unit.type, count)
    count.total++
    if (entry !== undefined) count.hits++
    const given = after[position]?.freshness
    if (given === 'stale' || given === 'emergency') count.stale++
  })
  return counts
}

function sumOf(parts: Iterable<Counts>): Counts {
  const sum = { total: 0, hits: 0, stale: 0 }
  for (const { total, hits, stale } of parts) {
    sum.total += total
    sum.hits += hits
    sum.stale += stale
  }
  return sum
}

function listNames(looked: readonly Looked[]): readonly string[] {
  const names = new Set<string>()
  for (const { unit } of looked) {
    for (const name of unit.keeping?.group.names ?? []) names.add(name)
    for (const name of unit.keeping?.names() ?? []) names.add(name)
  }
  return [...names]
}

/** The least of all parts; undefined when one of them is not kept. */
function describeKept(looked: readonly Looked[]): Kept | undefined {
  let freshUntil = Infinity
  let bornAt = Infinity
  let isPersonal = false
  for (const { entry, unit } of looked) {
    if (entry === undefined || unit.keeping === undefined) return undefined
    freshUntil = Math.min(freshUntil, entry.bornAt + Math.min(entry.freshFor, limitOf(unit.keeping)))
    bornAt = Math.min(bornAt, entry.bornAt)
    isPersonal ||= unit.keeping.isPersonal
  }
  return { freshUntil, bornAt, isPersonal }
}

/** Remembers an answer whole when all of it lies in memory and is fresh; returns it as it will be given again. */
export function rememberWhole(
  cache: AnswerCache,
  request: Cacheable,
  name: string,
  answer: SubgraphAnswer,
  looked: readonly Looked[],
): SubgraphAnswer {
  const parts = looked.flatMap(({ held }) => held ?? [])
  const freshUntil = answer.use?.kept?.freshUntil
  if (freshUntil === undefined || parts.length < looked.length || !looked.every(isFresh)) return answer
  const whole = { ...answer, token: answer.token ?? {} }
  // Next time all of it will have been known.
  const use = describeUse(cache, request, looked, looked)
  cache.assembled.set(name, { answer: { ...whole, joined: false, use }, parts, freshUntil })
  return whole
}

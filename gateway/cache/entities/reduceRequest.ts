import type { SubgraphResponse, SubgraphRequest } from '../../subgraphs/subgraphFetcher.ts'
import type { PreparedFetch, Batch } from '../../../engine/run/preparedFetch.ts'
import type { CacheLookup } from './lookup.ts'
import type { Cacheable, CacheUnit } from './cacheUnits.ts'

/** A request for some of another's units. */
export interface ReducedRequest {
  readonly request: SubgraphRequest
  readonly ask: PreparedFetch
  readonly origins: readonly Origin[]
  /** Where the answer speaks of each unit. */
  readonly places: ReadonlyMap<CacheUnit, UnitPosition>
}

/** The original's batch that a batch was cut from, and the original places of its entities. */
interface Origin {
  readonly batch: number
  readonly indexes: readonly number[]
}

interface UnitPosition {
  readonly batch: number
  readonly index: number
}

/** Asks only about what is missing. */
export function reduceRequest(
  request: Cacheable,
  missing: readonly CacheLookup[],
  total: number,
): ReducedRequest {
  const origins: Origin[] = []
  const places = new Map<CacheUnit, UnitPosition>()
  request.fetch.batches.forEach((_, batch) => {
    const units = missing.flatMap(({ unit }) => (unit.batch === batch ? [unit] : []))
    units.forEach((unit, index) => places.set(unit, { batch: origins.length, index }))
    if (units.length > 0) origins.push({ batch, indexes: units.flatMap(({ index }) => index ?? []) })
  })
  if (missing.length === total) return { request, ask: request.fetch, origins, places }
  const ask = request.fetch.reduce(origins.flatMap((origin) => reduceBatch(request.fetch, origin)))
  const { query, variables, body, entities } = ask
  return { request: { ...request, query, variables, body, entities, fetch: ask }, ask, origins, places }
}

function reduceBatch({ batches }: PreparedFetch, { batch, indexes }: Origin): readonly Batch[] {
  const whole = batches[batch]
  if (whole === undefined) return []
  return [{ ...whole, representations: indexes.flatMap((index) => whole.representations[index] ?? []) }]
}

/** What an answer says of a unit; undefined when it has nothing at its place. */
export function readUnit(
  { ask, origins, places }: ReducedRequest,
  { data }: SubgraphResponse,
  unit: CacheUnit,
): unknown {
  if (data === null) return undefined
  if (unit.index === undefined) return withoutEntities(data, ask.keys)
  const place = places.get(unit)
  const entities = place && data[ask.keys[place.batch] ?? '']
  if (place === undefined || !Array.isArray(entities)) return undefined
  return entities.length === origins[place.batch]?.indexes.length ? entities[place.index] : undefined
}

function withoutEntities(
  data: Readonly<Record<string, unknown>>,
  keys: PreparedFetch['keys'],
): Readonly<Record<string, unknown>> {
  if (keys.every((key) => key === undefined)) return data
  return Object.fromEntries(Object.entries(data).filter(([key]) => !keys.includes(key)))
}

/** The keys under which an answer has no list of as many entities as it was asked about, with what it has. */
export function listMisshapen(
  { ask, origins }: ReducedRequest,
  original: PreparedFetch,
  { data }: SubgraphResponse,
) {
  return origins.flatMap(({ batch, indexes }, position): readonly (readonly [string, unknown])[] => {
    const key = original.keys[batch]
    if (key === undefined || data === null) return []
    const entities = data[ask.keys[position] ?? '']
    return Array.isArray(entities) && entities.length === indexes.length ? [] : [[key, entities]]
  })
}

/** Errors name places in the narrowed request; this names the original's. */
export function translateErrors(
  { ask, origins }: ReducedRequest,
  original: PreparedFetch,
  errors: readonly unknown[],
) {
  return errors.map((error) => {
    const path = isObject(error) ? error['path'] : undefined
    if (!isObject(error) || !Array.isArray(path)) return error
    const [key, index, ...rest]: readonly unknown[] = path
    const origin = origins[ask.keys.findIndex((own) => own !== undefined && own === key)]
    if (origin === undefined || typeof index !== 'number') return error
    return { ...error, path: [original.keys[origin.batch], origin.indexes[index], ...rest] }
  })
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

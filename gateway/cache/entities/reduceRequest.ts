import type { Batch, PreparedFetch, SubgraphRequest } from '../../../engine/index.ts'
import type { GatewayResponse } from '../../subgraphs/subgraphFetcher.ts'
import type { CacheLookup } from './lookup.ts'
import type { CacheableCall, CacheUnit } from './cacheUnits.ts'
import { isRecord } from '../../../kit/isRecord.ts'

/** A request for some of the units of another one. */
export interface ReducedRequest {
  readonly request: SubgraphRequest
  readonly fetch: PreparedFetch
  readonly origins: readonly Origin[]
  /** The position of each unit in the response. */
  readonly positions: ReadonlyMap<CacheUnit, UnitPosition>
}

/** The batch of the original request that a batch was reduced from, and the indexes of its entities there. */
interface Origin {
  readonly batch: number
  readonly indexes: readonly number[]
}

interface UnitPosition {
  readonly batch: number
  readonly index: number
}

/** Reduces a request to the units that are missing. */
export function reduceRequest(
  call: CacheableCall,
  missing: readonly CacheLookup[],
  total: number,
): ReducedRequest {
  const origins: Origin[] = []
  const positions = new Map<CacheUnit, UnitPosition>()
  call.fetch.batches.forEach((_, batch) => {
    const units = missing.flatMap(({ unit }) => (unit.batch === batch ? [unit] : []))
    units.forEach((unit, index) => positions.set(unit, { batch: origins.length, index }))
    if (units.length > 0) origins.push({ batch, indexes: units.flatMap(({ index }) => index ?? []) })
  })
  if (missing.length === total) return { request: call.request, fetch: call.fetch, origins, positions }
  const fetch = call.fetch.reduce(origins.flatMap((origin) => reduceBatch(call.fetch, origin)))
  const { query, variables, body, entities } = fetch
  return { request: { ...call.request, query, variables, body, entities, fetch }, fetch, origins, positions }
}

function reduceBatch({ batches }: PreparedFetch, { batch, indexes }: Origin): readonly Batch[] {
  const whole = batches[batch]
  if (whole === undefined) return []
  return [{ ...whole, representations: indexes.flatMap((index) => whole.representations[index] ?? []) }]
}

/** The value of a unit in a response; undefined when there is none at its position. */
export function readUnit(
  { fetch, origins, positions }: ReducedRequest,
  { data }: GatewayResponse,
  unit: CacheUnit,
): unknown {
  if (data === null) return undefined
  if (unit.index === undefined) return withoutEntities(data, fetch.keys)
  const position = positions.get(unit)
  const entities = position && data[fetch.keys[position.batch] ?? '']
  if (position === undefined || !Array.isArray(entities)) return undefined
  return entities.length === origins[position.batch]?.indexes.length ? entities[position.index] : undefined
}

function withoutEntities(
  data: Readonly<Record<string, unknown>>,
  keys: PreparedFetch['keys'],
): Readonly<Record<string, unknown>> {
  if (keys.every((key) => key === undefined)) return data
  return Object.fromEntries(Object.entries(data).filter(([key]) => !keys.includes(key)))
}

/** The keys under which a response has no list of as many entities as were requested, with the value found there. */
export function listMisshapen(
  { fetch, origins }: ReducedRequest,
  original: PreparedFetch,
  { data }: GatewayResponse,
) {
  return origins.flatMap(({ batch, indexes }, position): readonly (readonly [string, unknown])[] => {
    const key = original.keys[batch]
    if (key === undefined || data === null) return []
    const entities = data[fetch.keys[position] ?? '']
    return Array.isArray(entities) && entities.length === indexes.length ? [] : [[key, entities]]
  })
}

/** Errors name positions in the reduced request; translates them to those of the original. */
export function translateErrors(
  { fetch, origins }: ReducedRequest,
  original: PreparedFetch,
  errors: readonly unknown[],
) {
  return errors.map((error) => {
    const path = isRecord(error) ? error['path'] : undefined
    if (!isRecord(error) || !Array.isArray(path)) return error
    const [key, index, ...rest]: readonly unknown[] = path
    const origin = origins[fetch.keys.findIndex((own) => own !== undefined && own === key)]
    if (origin === undefined || typeof index !== 'number') return error
    return { ...error, path: [original.keys[origin.batch], origin.indexes[index], ...rest] }
  })
}

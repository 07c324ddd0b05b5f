import type { EntryGroup } from './entry.ts'
import type { Hint } from '../rules/lifetime.ts'
import { hasCredentials, listKeyHeaders, nameHeaders, type VaryNames, type Varying } from './varying.ts'
import type { Batch, PreparedFetch, SubgraphRequest } from '../../../engine/index.ts'
import type { FetchContext } from '../../subgraphs/subgraphFetcher.ts'
import type { Caching } from '../caching.ts'
import { nameEntity, nameRoot } from './cacheKeys.ts'
import { digest, digestAll } from '../../../kit/digest.ts'
import { schemaOf } from '../rules/cacheRules.ts'
import { mayBePersonal, shapeOf, type SelectionShape } from '../rules/selectionShape.ts'

/** The smallest part of a response that is stored by itself: one entity of a call, or its root fields together. */
export interface CacheUnit {
  readonly batch: number
  /** Which of the batch's representations; undefined for the root. */
  readonly index: number | undefined
  /** `Query` for the root; empty where the engine knows none. */
  readonly type: string
  /** Undefined for a unit that is never stored. */
  readonly policy: CachePolicy | undefined
}

/** The key under which a unit is stored, and how long by the schema. */
export interface CachePolicy {
  readonly key: string
  readonly group: EntryGroup
  /** The names that drop it alone; computed only for units that are stored. */
  readonly names: () => readonly string[]
  readonly hint: Hint
  readonly isPersonal: boolean
  /** The headers that are in the key; undefined for all that are forwarded. */
  readonly varies: VaryNames
}

/** A call that can be answered from the cache, at least in part. */
export interface CacheableCall {
  readonly request: SubgraphRequest
  readonly context: FetchContext
  readonly subgraph: string
  readonly headers: FetchContext['headers']
  readonly fetch: PreparedFetch
  readonly caching: Caching
}

/** Undefined for a mutation, for a request that belongs to no plan, and where nothing may be answered from a cache. */
export function cacheableCall(request: SubgraphRequest, context: FetchContext): CacheableCall | undefined {
  const { subgraph, operation, fetch } = request
  const { headers, caching } = context
  if (operation !== 'query' || fetch === undefined || caching === undefined) return undefined
  return { request, context, subgraph, headers, fetch, caching }
}

/**
 * Names a whole request, with everything that could change its response. As a digest: it is looked up at several places,
 * and each would hash a body of fifty entities anew.
 */
export function nameRequest(call: CacheableCall, varying: Varying): string {
  const { subgraph, context, caching } = call
  const headersName = nameHeaders(context, varyNamesOf(call, varying))
  return digest(`${caching.rules.id}\n${subgraph}\n${headersName}\n${audienceOf(call)}\n${call.request.body}`)
}

function varyNamesOf({ subgraph, caching }: CacheableCall, varying: Varying): VaryNames {
  return varying.namesOf(subgraph, schemaOf(subgraph, caching.rules))
}

/** The caller where something in the response may be private; empty where everybody gets the same. */
export function audienceOf({ fetch, caching }: CacheableCall): string {
  return fetch.batches.some(({ part }) => mayBePersonal(part, caching.rules)) ? (caching.caller ?? '') : ''
}

/** Whether all of the response is stored under its caller, or under headers that the request sent. */
export function isOfOneCaller(call: CacheableCall, varying: Varying): boolean {
  const { headers, fetch, caching } = call
  return (
    listKeyHeaders(headers, varyNamesOf(call, varying)).length > 0 ||
    fetch.batches.every(({ part }) => mayBePersonal(part, caching.rules))
  )
}

export function listUnits(call: CacheableCall, varying: Varying): readonly CacheUnit[] {
  const { batches, keys } = call.fetch
  const varies = varyNamesOf(call, varying)
  const hasOneRoot = keys.filter((key) => key === undefined).length === 1
  return batches.flatMap((batch, position): readonly CacheUnit[] => {
    if (keys[position] === undefined) {
      // Where several fetches start at the root, the response does not tell which field belongs to which.
      const policy = hasOneRoot ? createRootPolicy(call, batch, varies) : undefined
      return [{ batch: position, index: undefined, type: 'Query', policy }]
    }
    const policyOf = createEntityPolicies(call, batch, varies)
    return batch.representations.map((text, index): CacheUnit => {
      const type = readEntityType(text, call)
      return { batch: position, index, type, policy: policyOf(type, text) }
    })
  })
}

function createRootPolicy(call: CacheableCall, batch: Batch, varies: VaryNames): CachePolicy | undefined {
  const shape = shapeOf(batch.part, call.caching.rules, undefined)
  const group = createGroup(call, batch, shape, '', varies)
  const { subgraph, fetch, caching } = call
  const names = namesOfRoot(caching.rules.cacheTags.get(subgraph), batch.part.selectionSet, fetch.values)
  const isPersonal = isOfCaller(call, shape)
  return group && { key: group.id, group, names, hint: shape.hint, isPersonal, varies }
}

function isOfCaller({ headers }: CacheableCall, { hint }: SelectionShape): boolean {
  return hint.isPrivate || hasCredentials(headers)
}

/** Entities of one type share all but their representations. */
function createEntityPolicies(
  call: CacheableCall,
  batch: Batch,
  varies: VaryNames,
): (type: string, text: string) => CachePolicy | undefined {
  const { rules } = call.caching
  const tags = rules.cacheTags.get(call.subgraph)
  const byType = new Map<string, { shape: SelectionShape; group: EntryGroup } | undefined>()
  const create = (typename: string) => {
    if (typename === '') return undefined
    const shape = shapeOf(batch.part, rules, typename)
    const group = createGroup(call, batch, shape, typename, varies)
    return group && { shape, group }
  }
  return (typename, representation) => {
    if (!byType.has(typename)) byType.set(typename, create(typename))
    const found = byType.get(typename)
    if (found === undefined) return undefined
    const { shape, group } = found
    const key = group.id + (representation.length <= MAX_KEY ? representation : digest(representation))
    const names = namesOfEntity(tags?.types.get(typename), typename, representation)
    return { key, group, names, hint: shape.hint, isPersonal: isOfCaller(call, shape), varies }
  }
}

const MAX_KEY = 200

/**
 * Functions of what they are given and nothing else: they are remembered with answers, and one that was made where a call
 * is in sight would keep that call, and with it the caller's token, for as long.
 */
function namesOfRoot(...given: Parameters<typeof nameRoot>): CachePolicy['names'] {
  return () => nameRoot(...given)
}

function namesOfEntity(...given: Parameters<typeof nameEntity>): CachePolicy['names'] {
  return () => nameEntity(...given)
}

/**
 * The engine writes `__typename` first. Empty for a type that is not in the graph: subgraphs could invent them without
 * end.
 */
function readEntityType(representation: string, { caching }: CacheableCall): string {
  const type = /^\{"__typename":"([^"\\]*)"/.exec(representation)?.[1] ?? ''
  return caching.rules.hints.types.has(type) ? type : ''
}

/** Undefined for a private selection of an anonymous caller. */
function createGroup(
  { subgraph, context, fetch, caching }: CacheableCall,
  { contexts }: Batch,
  shape: SelectionShape,
  typename: string,
  varies: VaryNames,
): EntryGroup | undefined {
  const { rules, caller } = caching
  if (shape.hint.isPrivate && caller === undefined) return undefined
  const id = digestAll([
    schemaOf(subgraph, rules),
    subgraph,
    typename,
    shape.text,
    shape.definitions,
    ...shape.variables.map((name) => contexts.get(name) ?? fetch.values.get(name) ?? ''),
    nameHeaders(context, varies),
    shape.hint.isPrivate ? (caller ?? '') : '',
  ])
  return { id, subgraph, names: shape.names }
}

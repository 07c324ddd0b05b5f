import { parse, type DocumentNode, type GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'
import { createEngine, createPlanner, type Engine, type Operation, type Planner } from '../../engine/index.ts'
import { sha256Hex } from '../../kit/digest.ts'
import { hideInternal } from '../../schema/access/publicVariant.ts'
import { SHARED_SCALARS } from '../../schema/scalars.ts'
import { readGraphRules, type GraphRules } from '../access/graphRules.ts'
import { prepareAccess, type OperationAccess } from '../access/operationAccess.ts'
import type { ProtectedFields } from '../access/protectedFields.ts'
import { readCacheRules, type CacheRules } from '../cache/rules/cacheRules.ts'
import type { FetchContext, GatewayFetcher, GatewayResponse } from '../subgraphs/subgraphFetcher.ts'
import { createAdmission, type Admission, type Variables } from './admission.ts'

/**
 * Everything that belongs to one version of the supergraph: its engine, rules and memories. It never changes; a new
 * version is a new graph, and a request keeps the one it began with.
 */
export interface Graph {
  /** SHA-256 of the supergraph. */
  readonly id: string
  readonly sdl: string
  /** What clients may ask. */
  readonly apiSchema: GraphQLSchema
  /** The subgraphs' names. */
  readonly subgraphs: readonly string[]
  readonly rules: GraphRules
  readonly caching: CacheRules
  readonly admission: Admission
  /** The operations met lately, by the key of their text and name. */
  readonly operations: LRUCache<string, PreparedOperation>
  /** What its memories are taken to weigh, those of the public variant included. */
  memory(): GraphMemories
  /** The graph as callers without a token know it; undefined where that is the same. */
  readonly publicVariant: Graph | undefined
  /** Prepares an operation of a valid document; its plans are made when they are first needed. */
  prepare(document: DocumentNode, operationName: string | undefined): PreparedOperation
}

/** An operation with all that is known of it before a caller and variables are. */
export interface PreparedOperation {
  readonly operation: Operation<FetchContext, GatewayResponse>
  readonly access: OperationAccess
  readonly protectedFields: ProtectedFields
  /** Variables as clients gave them, once they are coerced and found affordable. */
  readonly accepted: WeakMap<Variables, AcceptedVariables>
}

export interface AcceptedVariables {
  readonly values: Variables
  /** The same as JSON. */
  readonly text: string
}

export interface GraphSettings {
  readonly introspection: boolean
  /** Whether callers without a token know nothing of what is tagged as internal. */
  readonly publicVariant: boolean
  readonly limits: { readonly tokens: number }
  readonly memories: GraphMemories
}

/** How much the memories of a graph may weigh, in bytes. */
export interface GraphMemories {
  /** Operations met lately; what is prepared for them is about in proportion to their texts. */
  readonly operations: number
  /** What follows from responses that several requests get. */
  readonly executions: number
}

const REMEMBERED_OPERATIONS = 2_000
/** What is prepared for an operation takes about so many bytes for each character of its text. */
const BYTES_PER_CHARACTER = 8

/** Throws for a supergraph that cannot be served. */
export async function buildGraph(
  supergraph: string,
  settings: GraphSettings,
  fetch: GatewayFetcher,
): Promise<Graph> {
  const document = parse(supergraph, { noLocation: true })
  const planner = createPlanner(supergraph)
  const rules = readGraphRules(document)
  const caching = readCacheRules(sha256Hex(supergraph), document)
  const hidden = settings.publicVariant ? hideInternal(supergraph) : null
  const memories = hidden === null ? settings.memories : halve(settings.memories)
  const known = { planner, rules, caching, settings, memories, fetch, sdl: supergraph }
  const publicVariant =
    hidden === null ? undefined : await openGraph({ ...known, visible: hidden }, undefined)
  try {
    return await openGraph({ ...known, visible: supergraph }, publicVariant)
  } catch (error) {
    await publicVariant?.admission.stop()
    throw error
  }
}

interface KnownOfGraph {
  readonly planner: Planner
  readonly rules: GraphRules
  readonly caching: CacheRules
  readonly settings: GraphSettings
  readonly memories: GraphMemories
  readonly fetch: GatewayFetcher
  readonly sdl: string
  /** The supergraph as its callers may know it. */
  readonly visible: string
}

/** Two variants of a graph share what one may weigh. */
function halve({ operations, executions }: GraphMemories): GraphMemories {
  return { operations: Math.floor(operations / 2), executions: Math.floor(executions / 2) }
}

/** Lets operations into what is known of a graph: with memories of their own, since another schema is another operation. */
async function openGraph(
  { planner, rules, caching, settings, memories, fetch, sdl, visible }: KnownOfGraph,
  publicVariant: Graph | undefined,
): Promise<Graph> {
  const { introspection, limits } = settings
  const engine = createEngine({
    supergraph: visible,
    planner,
    fetch,
    memoryBytes: memories.executions,
    ownerships: rules.ownerships,
    scalars: SHARED_SCALARS,
  })
  const { schema, subgraphs } = engine
  const operations = new LRUCache<string, PreparedOperation>({
    max: REMEMBERED_OPERATIONS,
    maxSize: memories.operations,
    sizeCalculation: (_, key) => BYTES_PER_CHARACTER * (key.length + 1),
  })
  return Object.freeze({
    id: caching.id,
    sdl,
    apiSchema: schema,
    subgraphs,
    rules,
    caching,
    publicVariant,
    admission: await createAdmission(schema, introspection, limits.tokens),
    operations,
    memory: () => ({
      operations: operations.calculatedSize + (publicVariant?.memory().operations ?? 0),
      executions: engine.memoryBytes() + (publicVariant?.memory().executions ?? 0),
    }),
    prepare: (document: DocumentNode, operationName: string | undefined) =>
      prepareOperation(engine, rules, document, operationName),
  })
}

export async function closeGraph({ admission, publicVariant }: Graph): Promise<void> {
  await admission.stop()
  await publicVariant?.admission.stop()
}

function prepareOperation(
  engine: Engine<FetchContext, GatewayResponse>,
  rules: GraphRules,
  document: DocumentNode,
  operationName: string | undefined,
): PreparedOperation {
  const operation = engine.prepare(document, operationName)
  const access = prepareAccess(operation, engine.schema, rules)
  return { operation, access, protectedFields: access.fields, accepted: new WeakMap() }
}

import { parse, type DocumentNode, type GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'
import {
  createEngine,
  type Engine,
  type Operation,
  type OverrideLabel,
  type PlannerWorker,
} from '../../engine/index.ts'
import type { Variables } from '../../kit/graphql/variables.ts'
import { sha256Hex } from '../../kit/digest.ts'
import { hideInternal } from '../../schema/access/publicVariant.ts'
import { SHARED_SCALARS } from '../../schema/scalars.ts'
import { readGraphRules, type GraphRules } from '../access/graphRules.ts'
import { prepareAccess, type OperationAccess } from '../access/operationAccess.ts'
import { findQuotaFields, type QuotaField } from '../access/quotaFields.ts'
import type { ProtectedFields } from '../access/protectedFields.ts'
import { readCacheRules, type CacheRules } from '../cache/rules/cacheRules.ts'
import type { FetchContext, GatewayFetcher, GatewayResponse } from '../subgraphs/subgraphFetcher.ts'
import { describeUse } from '../telemetry/use/usedOperation.ts'
import type { UsedOperation } from '../telemetry/use/observation.ts'
import { createAdmission, type Admission } from './admission.ts'
import type { LabelSettings } from './chooseLabels.ts'
import { readProvenanceFields } from './provenanceFields.ts'
import { readAddresses, type PublishedAddresses } from './readAddresses.ts'

/**
 * Everything that belongs to one version of the supergraph: its engine, rules and memories. It never changes; a new
 * version is a new graph, and a request keeps the one it began with.
 */
export interface Graph {
  /** SHA-256 of the supergraph. */
  readonly id: string
  readonly sdl: string
  /** The API schema, as clients see it. */
  readonly apiSchema: GraphQLSchema
  /** Whether clients may learn the schema otherwise than by knowing it. */
  readonly introspection: boolean
  /** The subgraphs' names. */
  readonly subgraphs: readonly string[]
  /** Where the supergraph says that they are. */
  readonly addresses: PublishedAddresses
  /** What decides whether its progressive overrides hold. */
  readonly labels: readonly OverrideLabel[]
  readonly rules: GraphRules
  readonly caching: CacheRules
  readonly admission: Admission
  /** The operations met lately, by the key of their text and name. */
  readonly operations: LRUCache<string, PreparedOperation>
  /** The estimated sizes of its memories, those of the public variant included. */
  memory(): GraphMemories
  /** The graph as callers without a token know it; undefined where that is the same. */
  readonly publicVariant: Graph | undefined
  /** Prepares an operation of a valid document; its plans are made when they are first needed. */
  prepare(document: DocumentNode, operationName: string | undefined): PreparedOperation
  /** Ends its planner and what else it holds; for when no request is left that began with it. */
  close(): Promise<void>
}

/** An operation prepared for any caller and any variables. */
export interface PreparedOperation {
  readonly operation: Operation<FetchContext, GatewayResponse>
  readonly access: OperationAccess
  readonly protectedFields: ProtectedFields
  readonly use: UsedOperation
  readonly quotaFields: readonly QuotaField[]
  /** By variables as clients sent them, the coerced ones that passed the cost limit. */
  readonly accepted: WeakMap<Variables, AcceptedVariables>
}

export interface AcceptedVariables {
  readonly values: Variables
  /** The same as JSON. */
  readonly text: string
  /** The estimate of what the operation costs with them. */
  readonly cost: number
}

export interface GraphSettings extends LabelSettings {
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
  /** The execution memo. */
  readonly executions: number
}

const REMEMBERED_OPERATIONS = 2_000
/** The estimated size of a prepared operation for each character of its text. */
const PREPARED_BYTES_PER_CHARACTER = 8

/** Rejects for a supergraph that cannot be served. The planner is the graph's from then on, and ends with it. */
export async function buildGraph(
  supergraph: string,
  settings: GraphSettings,
  fetch: GatewayFetcher,
  planner: PlannerWorker,
): Promise<Graph> {
  const document = parse(supergraph, { noLocation: true })
  const rules = readGraphRules(document)
  const caching = readCacheRules(sha256Hex(supergraph), document)
  const hidden = settings.publicVariant ? hideInternal(supergraph) : null
  const memories = hidden === null ? settings.memories : halve(settings.memories)
  const addresses = readAddresses(document)
  const common = { planner, addresses, rules, caching, settings, memories, fetch, sdl: supergraph }
  const publicVariant =
    hidden === null ? undefined : await openGraph({ ...common, visible: hidden }, undefined)
  try {
    return await openGraph({ ...common, visible: supergraph }, publicVariant)
  } catch (error) {
    await publicVariant?.close()
    throw error
  }
}

interface VariantParts {
  readonly addresses: PublishedAddresses
  readonly planner: PlannerWorker
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

/** Opens one variant of a graph, with memories of its own: under another schema, operations are others. */
async function openGraph(
  { planner, addresses, rules, caching, settings, memories, fetch, sdl, visible }: VariantParts,
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
    annotations: readProvenanceFields(rules),
  })
  const { schema, subgraphs, labels } = engine
  const operations = new LRUCache<string, PreparedOperation>({
    max: REMEMBERED_OPERATIONS,
    maxSize: memories.operations,
    sizeCalculation: (_, key) => PREPARED_BYTES_PER_CHARACTER * (key.length + 1),
  })
  const admission = await createAdmission(schema, introspection, limits.tokens)
  return Object.freeze({
    id: caching.id,
    sdl,
    apiSchema: schema,
    introspection,
    subgraphs,
    addresses,
    labels,
    rules,
    caching,
    publicVariant,
    admission,
    operations,
    memory: () => ({
      operations: operations.calculatedSize + (publicVariant?.memory().operations ?? 0),
      executions: engine.memoryBytes() + (publicVariant?.memory().executions ?? 0),
    }),
    prepare: (document: DocumentNode, operationName: string | undefined) =>
      prepareWithAccess(engine, rules, document, operationName),
    async close() {
      await publicVariant?.close()
      await admission.stop()
      await planner.close()
    },
  })
}

function prepareWithAccess(
  engine: Engine<FetchContext, GatewayResponse>,
  rules: GraphRules,
  document: DocumentNode,
  operationName: string | undefined,
): PreparedOperation {
  const operation = engine.prepare(document, operationName)
  const access = prepareAccess(operation, engine.schema, rules)
  const use = describeUse(operation, engine.schema)
  const quotaFields = findQuotaFields(operation, engine.schema, rules.quotas)
  return { operation, access, protectedFields: access.fields, use, quotaFields, accepted: new WeakMap() }
}

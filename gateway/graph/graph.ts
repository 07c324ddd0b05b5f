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
import { SHARED_SCALARS } from '../../schema/scalars.ts'
import { hideOutside } from '../../schema/variant/hideOutside.ts'
import { NO_VARIANTS, PUBLIC, withPublic, type Variants } from '../../schema/variant/variants.ts'
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
import { readTopics, type Topics } from './topics.ts'
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
  /** What the fields of its subscription type follow. */
  readonly topics: Topics
  /** The operations met lately, by the key of their text and name. */
  readonly operations: LRUCache<string, PreparedOperation>
  /** The estimated sizes of its memories, those of its variants included. */
  memory(): GraphMemories
  /** The graph as callers without a token know it; undefined where that is the same. */
  readonly publicVariant: Graph | undefined
  /** By name; undefined for a variant outside of which there is nothing. A variant has none itself. */
  readonly variants: ReadonlyMap<string, Graph | undefined>
  /** The name of the variant that it is; undefined for the whole. */
  readonly variant: string | undefined
  /** Whether callers without a token may know nothing of it. */
  readonly isForTokens: boolean
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
  /** Whether callers without a token know the public variant alone. */
  readonly publicVariant: boolean
  /** None unless they are named. */
  readonly variants?: Variants
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

/**
 * Rejects for a supergraph that cannot be served, whole or in one of its variants. The planner is the graph's from then on,
 * and ends with it. `rest` is awaited between two steps of some 5 to 100 ms: requests under way have their turn there.
 */
export async function buildGraph(
  supergraph: string,
  settings: GraphSettings,
  fetch: GatewayFetcher,
  planner: PlannerWorker,
  rest: Rest = async () => {},
): Promise<Graph> {
  const document = parse(supergraph, { noLocation: true })
  await rest()
  const rules = readGraphRules(document)
  await rest()
  const caching = readCacheRules(sha256Hex(supergraph), document)
  await rest()
  const addresses = readAddresses(document)
  const topics = readTopics(document)
  const common = { planner, addresses, rules, caching, topics, settings, fetch, rest, sdl: supergraph }
  const { variants: named = NO_VARIANTS, publicVariant } = settings
  const documents = await hideVariants(document, publicVariant ? withPublic(named) : named, rest)
  const memories = shareMemories(settings, documents)
  const variants = new Map<string, Graph | undefined>()
  try {
    for (const [name, visible] of documents)
      variants.set(
        name,
        visible === null
          ? undefined
          : await openVariant(name, { ...common, visible, memories: memories.of(name) }),
      )
    return await openGraph({ ...common, visible: document, memories: memories.whole }, undefined, variants)
  } catch (error) {
    for (const variant of variants.values()) await variant?.close()
    throw error
  }
}

/** Resolves when the event loop has been free for others. */
type Rest = () => Promise<void>

interface VariantParts {
  readonly addresses: PublishedAddresses
  readonly planner: PlannerWorker
  readonly rules: GraphRules
  readonly caching: CacheRules
  readonly topics: Topics
  readonly settings: GraphSettings
  readonly memories: GraphMemories
  readonly fetch: GatewayFetcher
  readonly rest: Rest
  readonly sdl: string
  /** The supergraph as its callers may know it. */
  readonly visible: DocumentNode
}

/** By name, what callers may know; null where that is everything. */
async function hideVariants(
  supergraph: DocumentNode,
  variants: Variants,
  rest: Rest,
): Promise<ReadonlyMap<string, DocumentNode | null>> {
  const visible = new Map<string, DocumentNode | null>()
  for (const [name, filter] of variants) {
    visible.set(name, hideOutside(supergraph, filter))
    await rest()
  }
  return visible
}

/** A variant that has an address of its own is asked less than the graph, and has a quarter of what the graph has. */
const VARIANT_SHARE = 0.25

/** The whole and its variants share what one may weigh. */
function shareMemories(
  { memories, publicVariant }: GraphSettings,
  documents: ReadonlyMap<string, DocumentNode | null>,
): { readonly whole: GraphMemories; readonly of: (variant: string) => GraphMemories } {
  const weigh = (name: string) => (publicVariant && name === PUBLIC ? 1 : VARIANT_SHARE)
  const opened = [...documents].filter(([, visible]) => visible !== null)
  const sum = opened.reduce((total, [name]) => total + weigh(name), 1)
  const part = (weight: number): GraphMemories => ({
    operations: Math.floor((memories.operations * weight) / sum),
    executions: Math.floor((memories.executions * weight) / sum),
  })
  return { whole: part(1), of: (name) => part(weigh(name)) }
}

async function openVariant(name: string, parts: VariantParts): Promise<Graph> {
  try {
    return await openGraph(parts, name, NO_GRAPHS)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`the variant "${name}" is no schema: ${reason}`, { cause })
  }
}

const NO_GRAPHS: Graph['variants'] = new Map()

/** Opens a graph or one of its variants, with memories of its own: under another schema, operations are others. */
async function openGraph(
  { planner, addresses, rules, caching, topics, settings, memories, fetch, rest, sdl, visible }: VariantParts,
  variant: string | undefined,
  variants: Graph['variants'],
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
  await rest()
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
    publicVariant: settings.publicVariant ? variants.get(PUBLIC) : undefined,
    variants,
    variant,
    isForTokens: settings.publicVariant && variant !== undefined && variant !== PUBLIC,
    admission,
    topics,
    operations,
    memory() {
      const own = { operations: operations.calculatedSize, executions: engine.memoryBytes() }
      return [...variants.values()].reduce((sum, other) => addMemories(sum, other?.memory()), own)
    },
    prepare: (document: DocumentNode, operationName: string | undefined) =>
      prepareWithAccess(engine, rules, document, operationName),
    async close() {
      for (const other of variants.values()) await other?.close()
      await admission.stop()
      await planner.close()
    },
  })
}

function addMemories(sum: GraphMemories, more: GraphMemories | undefined): GraphMemories {
  if (more === undefined) return sum
  return { operations: sum.operations + more.operations, executions: sum.executions + more.executions }
}

/** The variant of this name: the graph itself where nothing is outside of it; undefined where there is none. */
export function findVariant(graph: Graph, name: string): Graph | undefined {
  return graph.variants.has(name) ? (graph.variants.get(name) ?? graph) : undefined
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

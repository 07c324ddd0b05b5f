import { parse, type DocumentNode, type FieldNode } from 'graphql'
import { LRUCache } from 'lru-cache'
import { buildPublicSchema } from '../../schema/access/publicVariant.ts'
import type { Limits } from '../traffic/limits.ts'
import { buildSnapshot, type Snapshot } from '../../engine/supergraph/snapshot.ts'
import { createAdmission, type Admission, type Variables } from './admission.ts'
import { compileCost, readCostModel, type Cost, type CostModel } from '../../engine/operation/cost.ts'
import { normaliseOperation } from '../../engine/operation/normaliseOperation.ts'
import type { Operation } from '../../engine/operation/operation.ts'
import { readGraphRules, type GraphRules } from '../access/graphRules.ts'
import { readCacheRules, type CacheRules } from '../cache/rules/cacheRules.ts'
import { shortCircuitNullRoot } from '../../engine/plan/shortCircuitNullRoot.ts'
import { prepareAccess, type OperationAccess } from '../access/operationAccess.ts'
import type { ProtectedFields } from '../access/protectedFields.ts'
import { compilePlan, type CompiledPlan } from '../../engine/plan/plan.ts'

/**
 * Everything that belongs to one version of the supergraph: its schema, planner, rules and memories. It never changes;
 * a new version is a new graph, and a request keeps the one it began with.
 */
export interface Graph extends Snapshot {
  readonly rules: GraphRules
  readonly costs: CostModel
  readonly caching: CacheRules
  readonly admission: Admission
  /** The operations met lately, by the key of their text and name. */
  readonly operations: LRUCache<string, PreparedOperation>
  /** The graph as callers without a token know it; undefined where that is the same. */
  readonly publicVariant: Graph | undefined
  /** Prepares an operation of a valid document; its plans are made when they are first needed. */
  prepare(document: DocumentNode, operationName: string | undefined): PreparedOperation
}

/** An operation with all that is known of it before a caller and variables are. */
export interface PreparedOperation {
  readonly operation: Operation
  readonly access: OperationAccess
  readonly protectedFields: ProtectedFields
  readonly cost: Cost
  /** Variables as clients gave them, once they are coerced and found affordable. */
  readonly accepted: WeakMap<Variables, AcceptedVariables>
  /** The operation's plan for callers who are denied `denied`; `key` names that set. */
  planFor(key: string, denied: ReadonlySet<FieldNode>): CompiledPlan
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
  readonly limits: Limits
}

const REMEMBERED_OPERATIONS = 2_000
/** Characters of operations' texts: what is prepared for them is about in proportion. */
const REMEMBERED_TEXT = 8_000_000
const REMEMBERED_PLANS_PER_OPERATION = 32

export async function buildGraph(supergraphSdl: string, settings: GraphSettings): Promise<Graph> {
  const snapshot = buildSnapshot(supergraphSdl)
  const document = parse(supergraphSdl)
  const shared = {
    rules: readGraphRules(document),
    costs: readCostModel(document),
    caching: readCacheRules(snapshot, document),
  }
  const publicSchema = settings.publicVariant ? buildPublicSchema(supergraphSdl) : null
  const publicVariant = publicSchema
    ? await openGraph({ ...snapshot, ...shared, apiSchema: publicSchema }, settings)
    : undefined
  try {
    return await openGraph({ ...snapshot, ...shared }, settings, publicVariant)
  } catch (error) {
    await publicVariant?.admission.stop()
    throw error
  }
}

/** Lets operations into what is known of a graph: with memories of their own, since another schema is another operation. */
async function openGraph(
  known: Omit<Graph, 'admission' | 'operations' | 'publicVariant' | 'prepare'>,
  { introspection, limits }: GraphSettings,
  publicVariant?: Graph,
): Promise<Graph> {
  const graph = {
    ...known,
    publicVariant,
    admission: await createAdmission(known.apiSchema, introspection, limits.tokens),
    operations: new LRUCache<string, PreparedOperation>({
      max: REMEMBERED_OPERATIONS,
      maxSize: REMEMBERED_TEXT,
      sizeCalculation: (_, key) => key.length + 1,
    }),
  }
  return Object.freeze({
    ...graph,
    prepare: (operationDocument: DocumentNode, operationName: string | undefined) =>
      prepareOperation(graph, operationDocument, operationName),
  })
}

export async function closeGraph({ admission, publicVariant }: Graph): Promise<void> {
  await admission.stop()
  await publicVariant?.admission.stop()
}

function prepareOperation(
  graph: Omit<Graph, 'prepare'>,
  document: DocumentNode,
  operationName: string | undefined,
): PreparedOperation {
  const asked = normaliseOperation(document, operationName)
  const access = prepareAccess(asked, graph.apiSchema, graph.rules)
  const { operation } = access
  const plans = new LRUCache<string, CompiledPlan>({ max: REMEMBERED_PLANS_PER_OPERATION })
  return {
    operation,
    access,
    protectedFields: access.fields,
    cost: compileCost(asked, graph.apiSchema, graph.costs),
    accepted: new WeakMap(),
    planFor(key, denied) {
      const known = plans.get(key)
      if (known) return known
      const plan = compilePlan(graph, shortCircuitNullRoot(operation, denied, graph.apiSchema), denied)
      plans.set(key, plan)
      return plan
    },
  }
}

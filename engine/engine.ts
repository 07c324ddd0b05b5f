import type { DocumentNode, FieldNode, GraphQLError, GraphQLScalarType, GraphQLSchema } from 'graphql'
import { specifiedRules, validate } from 'graphql'
import { LRUCache } from 'lru-cache'
import { NO_ANNOTATIONS, type AnnotationFields } from './annotate/annotation.ts'
import type { CompiledPlan, Compiler, PlanUse } from './compilePlan.ts'
import { MAX_FETCHES, planOperation } from './compilePlan.ts'
import type { Cost, CostModel } from './operation/cost.ts'
import { compileCost, evaluateCost, readCostModel } from './operation/cost.ts'
import { compileMeasuredCost, type MeasureCost } from './operation/measuredCost.ts'
import { isActive, listIncremental } from './operation/incremental.ts'
import { INCREMENTAL_RULES } from './operation/incrementalRules.ts'
import { KnownOperationTypesRule } from './operation/knownOperationTypes.ts'
import { normaliseOperation } from './operation/normaliseOperation.ts'
import type { NormalOperation, Ownerships } from './operation/operation.ts'
import { addOwnerFields } from './operation/ownerFields.ts'
import { createPlanWrapper, type Plan } from './plan.ts'
import { compileVariables, type ReadVariablesOf } from './operation/readVariables.ts'
import type { Planner } from './plan/planner.ts'
import { Output } from './project/output.ts'
import { ExecutionMemo } from './run/executionMemo.ts'
import type { SubgraphFetcher, SubgraphResponse } from './run/subgraphFetcher.ts'
import type { OverrideLabel } from './supergraph/overrideLabels.ts'
import { readSupergraph } from './supergraph/supergraph.ts'

export interface EngineSettings<Context, Response extends SubgraphResponse> {
  /** The SDL of a supergraph, as composition writes it, or the same parsed. */
  readonly supergraph: string | DocumentNode
  readonly planner: Planner
  readonly fetch: SubgraphFetcher<Context, Response>
  /** The bound of the execution memo; its oldest entries are forgotten first. */
  readonly memoryBytes: number
  /** The fields that are judged object by object. */
  readonly ownerships?: Ownerships
  /** What judges the values of a scalar: one that has the same `specifiedByURL`. Other custom scalars take any value. */
  readonly scalars?: readonly GraphQLScalarType[]
  /** The fields that annotate the objects of an answer where a plan is `annotated`. */
  readonly annotations?: AnnotationFields
  /** How many fetches one operation may need; 100 unless it is said. */
  readonly maxFetches?: number
}

/** One version of a graph, ready to answer. It never changes; another supergraph is another engine. */
export interface Engine<Context, Response extends SubgraphResponse> {
  /** The API schema, as clients see it. */
  readonly schema: GraphQLSchema
  /** The subgraphs' names. */
  readonly subgraphs: readonly string[]
  /** What decides whether its progressive overrides hold. */
  readonly labels: readonly OverrideLabel[]
  /** The estimated size of the execution memo. */
  readonly memoryBytes: () => number
  /** The validation errors of a document; none for one that can be prepared. */
  validate(document: DocumentNode): readonly GraphQLError[]
  /**
   * Prepares an operation of a valid document. Throws EngineError OPERATION_RESOLUTION_FAILURE for a name that none has.
   */
  prepare(document: DocumentNode, operationName?: string): Operation<Context, Response>
}

/** A prepared operation; its plans are made when they are first needed, and remembered. */
export interface Operation<Context, Response extends SubgraphResponse> extends NormalOperation {
  /** The labels by which its plans can differ. */
  readonly labels: readonly OverrideLabel[]
  /** The variables of a request as their declared types have them, the first to be done with them. */
  readonly readVariables: ReadVariablesOf
  /** The estimate by `@cost` and `@listSize`, for variables as their types have them. */
  cost(variables: Readonly<Record<string, unknown>>): number
  readonly measureCost: MeasureCost
  /** Whether any of its `@defer` and `@stream` counts with these variables. */
  hasParts(variables: Readonly<Record<string, unknown>>): boolean
  /** The same with annotations; those that cannot be had without a further fetch are counted too. */
  annotatedCost(variables: Readonly<Record<string, unknown>>): number
  /** A plan when it is remembered or planned in this thread, else a promise. Throws or rejects with EngineError. */
  plan(hooks?: PlanHooks): Plan<Context, Response> | Promise<Plan<Context, Response>>
}

export interface PlanHooks {
  /** Fields that the viewer may not see: neither fetched nor answered. The same `key` always stands for the same fields. */
  readonly deny?: { readonly key: string; readonly denied: ReadonlySet<FieldNode> }
  /** The ids of labels that are on, of all that the operation has; the others are off. */
  readonly labels?: ReadonlySet<string>
  /** Whether the results tell annotations, for which nothing is fetched that was not fetched before. Queries only. */
  readonly annotated?: boolean
  /** Whether it is run in parts: nothing is sent together that is told apart. */
  readonly inParts?: boolean
}

const REMEMBERED_PLANS_PER_OPERATION = 32

/** Throws for an SDL that is no supergraph. */
export function createEngine<Context, Response extends SubgraphResponse>(
  settings: EngineSettings<Context, Response>,
): Engine<Context, Response> {
  const { planner, fetch, memoryBytes, ownerships = NO_OWNERSHIPS, maxFetches = MAX_FETCHES } = settings
  const { annotations = NO_ANNOTATIONS } = settings
  const supergraph = readSupergraph(settings.supergraph, settings.scalars)
  const memo = new ExecutionMemo(memoryBytes)
  const costs = readCostModel(supergraph.document, supergraph.apiSchema)
  const compiler = { supergraph, planner, output: new Output(), maxFetches, annotations }
  const parts = { compiler, costs, ownerships, wrap: createPlanWrapper(supergraph, fetch, memo) }
  return {
    schema: supergraph.apiSchema,
    subgraphs: supergraph.subgraphs,
    labels: supergraph.overrideLabels.all,
    memoryBytes: () => memo.bytes,
    validate: (document) => validate(supergraph.apiSchema, document, RULES),
    prepare: (document, operationName) => prepareOperation(parts, document, operationName),
  }
}

const RULES = [...specifiedRules, KnownOperationTypesRule, ...INCREMENTAL_RULES]
const NO_OWNERSHIPS: Ownerships = new Map()

interface EngineParts<Context, Response extends SubgraphResponse> {
  readonly compiler: Compiler
  readonly costs: CostModel
  readonly ownerships: Ownerships
  readonly wrap: (compiled: CompiledPlan) => Plan<Context, Response>
}

function prepareOperation<Context, Response extends SubgraphResponse>(
  { compiler, costs, ownerships, wrap }: EngineParts<Context, Response>,
  document: DocumentNode,
  operationName: string | undefined,
): Operation<Context, Response> {
  const schema = compiler.supergraph.apiSchema
  const normal = normaliseOperation(document, operationName)
  const operation = addOwnerFields(normal, schema, ownerships)
  const cost = compileCost(normal, schema, costs)
  let measure: MeasureCost | undefined
  let annotatedCost: Cost | undefined
  const labels = compiler.supergraph.overrideLabels.touchedBy(operation)
  const plans = new LRUCache<string, Plan<Context, Response>>({ max: REMEMBERED_PLANS_PER_OPERATION })
  const underWay = new Map<string, Promise<Plan<Context, Response>>>()
  const remember = (key: string, compiled: CompiledPlan): Plan<Context, Response> => {
    const plan = wrap(compiled)
    plans.set(key, plan)
    return plan
  }
  const awaitPlan = (key: string, planned: Promise<CompiledPlan>): Promise<Plan<Context, Response>> => {
    const plan = planned.then((compiled) => remember(key, compiled)).finally(() => underWay.delete(key))
    underWay.set(key, plan)
    return plan
  }
  const planFor = (
    use: PlanUse,
    denialKey: string,
    denied: ReadonlySet<FieldNode>,
    on: ReadonlySet<string>,
  ) => {
    // As many digits for each plan of the operation, so that no two keys are mistaken for each other.
    const key = KEYS[use] + (labels.length === 0 ? denialKey : labelsKey(labels, on) + denialKey)
    const known = plans.get(key) ?? underWay.get(key)
    if (known !== undefined) return known
    const compiled = planOperation(compiler, operation, denied, statesOf(labels, on), use)
    return compiled instanceof Promise ? awaitPlan(key, compiled) : remember(key, compiled)
  }
  const incremental = listIncremental(operation.definition)
  return {
    ...operation,
    labels,
    readVariables: compileVariables(compiler.supergraph.inputSchema, operation.definition),
    cost: (variables) => evaluateCost(cost, variables),
    // Of most operations no answer is ever measured.
    measureCost: (data) =>
      (measure ??= compileMeasuredCost(normal, { schema, model: costs, annotations: NO_ANNOTATIONS }))(data),
    hasParts: (variables) => incremental.some((directive) => isActive(directive, variables)),
    annotatedCost(variables) {
      annotatedCost ??= compileCost(normal, schema, costs, compiler.annotations)
      return evaluateCost(annotatedCost, variables)
    },
    plan({
      deny: { key: denialKey, denied } = NOTHING_DENIED,
      labels: on = NO_LABELS,
      annotated = false,
      inParts = false,
    } = NO_HOOKS) {
      const use = annotated && operation.type === 'query' ? USES.annotated : USES.plain
      return planFor(inParts ? use.inParts : use.whole, denialKey, denied, on)
    },
  }
}

const USES = {
  plain: { whole: 'whole', inParts: 'parts' },
  annotated: { whole: 'annotated', inParts: 'annotatedParts' },
} as const

/** No denial's key begins with a NUL. */
const KEYS: Readonly<Record<PlanUse, string>> = {
  whole: '',
  annotated: '\0',
  parts: '\0\0',
  annotatedParts: '\0\0\0',
}

function labelsKey(labels: readonly OverrideLabel[], on: ReadonlySet<string>): string {
  return labels.map(({ id }) => (on.has(id) ? '1' : '0')).join('')
}

function statesOf(labels: readonly OverrideLabel[], on: ReadonlySet<string>): ReadonlyMap<string, boolean> {
  return new Map(labels.map(({ id }) => [id, on.has(id)]))
}

const NO_LABELS: ReadonlySet<string> = new Set()
const NO_HOOKS: PlanHooks = Object.freeze({})
const NOTHING_DENIED = Object.freeze({ key: '', denied: new Set<FieldNode>() })

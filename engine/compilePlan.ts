import type { DocumentNode, FieldNode, GraphQLNamedType, GraphQLSchema, SelectionNode } from 'graphql'
import { getNamedType, isInterfaceType, isObjectType, Kind } from 'graphql'
import type { PlanNode } from '@apollo/query-planner'
import { EngineError } from './errors.ts'
import type { NormalOperation } from './operation/operation.ts'
import { findDependencies } from './plan/dependencies.ts'
import type { Fetch } from './plan/fetches.ts'
import { listFetches } from './plan/fetches.ts'
import { groupFetches } from './plan/grouping.ts'
import { joinFetches } from './plan/joining.ts'
import type { Planner } from './plan/planner.ts'
import type { PlannerOperation } from './plan/plannerOperation.ts'
import { createPlannerOperation } from './plan/plannerOperation.ts'
import { findPositions } from './plan/responsePositions.ts'
import { responseKey } from './plan/responseKeys.ts'
import { findUnplannable } from './plan/unplannableField.ts'
import { shortCircuitNullRoot } from './plan/shortCircuitNullRoot.ts'
import { compileProjection } from './project/compileProjection.ts'
import type { Output } from './project/output.ts'
import type { Projected } from './project/projected.ts'
import type { Call } from './run/compileCalls.ts'
import { compileCalls } from './run/compileCalls.ts'
import { recordClientKeys } from './run/errorPaths.ts'
import type { MemoStep } from './run/executionMemo.ts'
import type { State } from './run/state.ts'
import type { Supergraph } from './supergraph/supergraph.ts'

/** How many fetches from subgraphs one operation may need. */
export const MAX_FETCHES = 100

/** The parts that compile plans. */
export interface Compiler {
  readonly supergraph: Supergraph
  readonly planner: Planner
  /** One for all plans: a response is written in one go, without anything else in between. */
  readonly output: Output
  readonly maxFetches: number
}

/** A plan compiled for any number of requests; nothing that changes in it can be seen in a response. */
export interface CompiledPlan {
  readonly operation: NormalOperation
  readonly calls: readonly Call[]
  readonly project: (state: State) => Projected
  /** By variables as JSON, the first step of the execution memo. */
  readonly starts: Map<string, MemoStep>
}

/**
 * Plans an operation and compiles the plan: at once where the planner is in this thread. `denied` fields are neither
 * fetched nor answered. Throws, or rejects with, EngineError PLAN_NOT_POSSIBLE, which names the field that has no plan
 * where it is soon found, or OPERATION_TOO_COMPLEX.
 */
export function planOperation(
  compiler: Compiler,
  requested: NormalOperation,
  denied: ReadonlySet<FieldNode>,
): CompiledPlan | Promise<CompiledPlan> {
  const operation = shortCircuitNullRoot(requested, denied, compiler.supergraph.apiSchema)
  const normal = createPlannerOperation(compiler.supergraph, operation, denied)
  const compile = (node: PlanNode | undefined) => compilePlan(compiler, operation, denied, normal, node)
  const refuse = (error: unknown) => refuseOperation(compiler, normal, error)
  try {
    const planned = findPlan(compiler.planner, normal)
    return planned instanceof Promise ? planned.then(compile).catch(refuse) : compile(planned)
  } catch (error) {
    return refuse(error)
  }
}

/** Rejects with the field for which there is no plan; throws what is about anything else as it is. */
function refuseOperation(
  compiler: Compiler,
  { document, keys }: PlannerOperation,
  error: unknown,
): Promise<never> {
  const isOfPlan = error instanceof EngineError && error.code === 'PLAN_NOT_POSSIBLE'
  if (!isOfPlan || document === undefined) throw error
  return nameUnplannable(compiler, document, keys, error)
}

async function nameUnplannable(
  { planner, supergraph }: Compiler,
  document: DocumentNode,
  keys: PlannerOperation['keys'],
  error: EngineError,
): Promise<never> {
  const isPlannable = async (operation: DocumentNode): Promise<boolean> => {
    try {
      listFetches(await planner.plan(operation), supergraph, Infinity)
      return true
    } catch {
      return false
    }
  }
  const way = await findUnplannable(document, isPlannable)
  const details = nameField(way, document, keys, supergraph.apiSchema)
  if (details === undefined) throw error
  const message = `No plan was found for ${details.field} at ${details.path.join('.')}.`
  throw new EngineError('PLAN_NOT_POSSIBLE', message, details, error)
}

/** A field's coordinate and the client's path to it, without list indexes. */
function nameField(
  way: readonly SelectionNode[],
  { definitions: [operation] }: DocumentNode,
  { toClient }: PlannerOperation['keys'],
  schema: GraphQLSchema,
): { readonly field: string; readonly path: readonly string[] } | undefined {
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return undefined
  let type: GraphQLNamedType | null | undefined = schema.getRootType(operation.operation)
  let field = ''
  const path: string[] = []
  for (const step of way) {
    if (step.kind === Kind.INLINE_FRAGMENT && step.typeCondition !== undefined)
      type = schema.getType(step.typeCondition.name.value)
    if (step.kind !== Kind.FIELD) continue
    const key = responseKey(step)
    path.push(toClient.get(key) ?? key)
    field = `${type?.name}.${step.name.value}`
    const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {}
    type = getNamedType(fields[step.name.value]?.type)
  }
  return path.length === 0 ? undefined : { field, path }
}

function findPlan(
  planner: Planner,
  { document }: PlannerOperation,
): PlanNode | undefined | Promise<PlanNode | undefined> {
  if (document === undefined) return undefined
  try {
    const planned = planner.plan(document)
    return planned instanceof Promise ? planned.catch(refusePlan) : planned
  } catch (error) {
    return refusePlan(error)
  }
}

/** An EngineError of the planner's own keeps its code. */
function refusePlan(error: unknown): never {
  if (error instanceof EngineError) throw error
  throw new EngineError('PLAN_NOT_POSSIBLE', 'No plan was found for this operation.', {}, error)
}

function compilePlan(
  { supergraph, output, maxFetches }: Compiler,
  operation: NormalOperation,
  denied: ReadonlySet<FieldNode>,
  normal: PlannerOperation,
  node: PlanNode | undefined,
): CompiledPlan {
  const fetches = joinPlanned(listFetches(node, supergraph, maxFetches), supergraph)
  const positions = findPositions(fetches, supergraph)
  const isAdded = (field: FieldNode) => operation.owned?.hidden.has(field) === true
  recordClientKeys(positions.root, operation.definition.selectionSet, normal.keys.ofNode, isAdded)
  const dependencies = findDependencies(fetches, positions)
  const { clientVariables, keys } = normal
  return {
    operation,
    calls: compileCalls(fetches, { supergraph, positions, dependencies, clientVariables }),
    project: compileProjection({ supergraph, operation, denied, keys, root: positions.root, output }),
    starts: new Map(),
  }
}

/** Of the fetches that travel in one request, those for the same entities become one. */
function joinPlanned(fetches: readonly Fetch[], supergraph: Supergraph): readonly Fetch[] {
  const dependencies = findDependencies(fetches, findPositions(fetches, supergraph))
  return joinFetches(groupFetches(fetches, dependencies), supergraph)
}

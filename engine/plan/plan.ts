import type { DocumentNode, FieldNode, OperationDefinitionNode } from 'graphql'
import { Kind, visit } from 'graphql'
import { operationFromDocument } from '@apollo/federation-internals'
import type { PlanNode } from '@apollo/query-planner'
import { GatewayError } from '../../gateway/errors.ts'
import type { Snapshot } from '../supergraph/snapshot.ts'
import type { Operation } from '../operation/operation.ts'
import type { Call } from '../run/calls.ts'
import { compileCalls } from '../run/calls.ts'
import { concretise } from './concretise.ts'
import { isCondition } from './conditions.ts'
import { findDependencies } from './dependencies.ts'
import { markAsked } from '../run/errorPaths.ts'
import type { Fetch } from './fetches.ts'
import { listFetches } from './fetches.ts'
import { groupFetches } from './grouping.ts'
import type { Introspect } from '../project/introspection.ts'
import { compileIntrospection } from '../project/introspection.ts'
import { joinFetches } from './joining.ts'
import type { PlannerOperation } from './plannerOperation.ts'
import { createPlannerOperation } from './plannerOperation.ts'
import type { ResponsePosition } from './responsePositions.ts'
import { findPositions } from './responsePositions.ts'
import { compileRoot } from '../project/compile.ts'
import { writeEnvelope } from '../project/envelope.ts'
import { Output } from '../project/output.ts'
import { Writing } from '../project/writing.ts'
import { isAskedFor } from '../project/reach.ts'
import { ResultNode } from '../run/resultNode.ts'
import type { PlacedError, State, Viewer } from '../run/state.ts'
import { STRANGER } from '../run/state.ts'

/** How many fetches from subgraphs one operation may need. */
export const MAX_FETCHES = 100

/** One operation made ready for any number of requests; nothing in it changes that an answer could show. */
export interface CompiledPlan {
  readonly operation: Operation
  readonly calls: readonly Call[]
  readonly begin: (variables: Readonly<Record<string, unknown>>, viewer?: Viewer) => State
  readonly project: (state: State) => Projected
}

export interface Projected {
  /** Its fields stand in the client's order. */
  readonly envelope: Buffer
  readonly errors: readonly PlacedError[]
  /** How many denied places are not among the errors. */
  readonly suppressedErrorCount: number
  /** At how many places each field was kept back from the caller. */
  readonly deniedCounts: ReadonlyMap<FieldNode, number>
}

/** Plans an operation and compiles the plan; pure. `denied` are fields that the caller may not see. */
export function compilePlan(
  snapshot: Snapshot,
  operation: Operation,
  denied: ReadonlySet<FieldNode>,
  maxFetches: number = MAX_FETCHES,
): CompiledPlan {
  const normal = createPlannerOperation(snapshot, operation, denied)
  const fetches = joinPlanned(listFetches(findPlan(snapshot, normal), snapshot, maxFetches), snapshot)
  const positions = findPositions(fetches, snapshot)
  const isOurs = (node: FieldNode) => operation.owned?.hidden.has(node) === true
  markAsked(positions.root, operation.definition.selectionSet, normal.keys.ofNode, isOurs)
  const dependencies = findDependencies(fetches, positions)
  const { clientVariables } = normal
  return {
    operation,
    calls: compileCalls(fetches, { snapshot, positions, dependencies, clientVariables }),
    begin: (variables, viewer = STRANGER) => ({
      root: new ResultNode(undefined),
      variables,
      viewer,
      failures: [],
      errors: [],
    }),
    project: compileProjection(snapshot, operation, denied, normal, positions.root),
  }
}

/** Which fetches travel together shows which can be one. */
function joinPlanned(fetches: readonly Fetch[], snapshot: Snapshot): readonly Fetch[] {
  const dependencies = findDependencies(fetches, findPositions(fetches, snapshot))
  return joinFetches(groupFetches(fetches, dependencies), snapshot)
}

function findPlan(snapshot: Snapshot, { document }: PlannerOperation): PlanNode | undefined {
  if (document === undefined) return undefined
  try {
    return buildPlan(snapshot, document)
  } catch {
    return buildPlanConcretely(snapshot, document)
  }
}

function buildPlanConcretely(snapshot: Snapshot, document: DocumentNode): PlanNode | undefined {
  try {
    return buildPlan(snapshot, concretise(document, snapshot.plannerSchema))
  } catch (error) {
    throw new GatewayError('PLAN_NOT_POSSIBLE', 'No plan was found for this operation.', {}, error)
  }
}

function buildPlan({ planner, plannerSchema }: Snapshot, document: DocumentNode): PlanNode | undefined {
  const { node } = planner.buildQueryPlan(operationFromDocument(plannerSchema, document, { validate: false }))
  if (node?.kind === 'Subscription') throw new TypeError('expected a query or a mutation')
  return node
}

/** Compiles the projection once for each combination of what the conditions in the operation look at. */
function compileProjection(
  snapshot: Snapshot,
  { definition, owned }: Operation,
  denied: ReadonlySet<FieldNode>,
  { keys }: PlannerOperation,
  root: ResponsePosition,
): CompiledPlan['project'] {
  const conditions = listConditionVariables(definition)
  const type =
    definition.operation === 'mutation'
      ? snapshot.apiSchema.getMutationType()
      : snapshot.apiSchema.getQueryType()
  if (type === null || type === undefined)
    throw new GatewayError('PLAN_NOT_POSSIBLE', `The schema has no ${definition.operation}.`)
  let introspection: Introspect | undefined
  const introspect = (key: string, run: Writing) => {
    introspection ??= compileIntrospection(snapshot.apiSchema, definition)
    return introspection(run.state.variables).get(key) ?? 'null'
  }
  const compiled = new Map<string, ReturnType<typeof compileRoot>>()
  const by = (variables: State['variables']) => ({ snapshot, keys, denied, owned, variables, introspect })
  return (state) => {
    const combination = conditions.map((name) => (state.variables[name] === true ? '1' : '0')).join('')
    const known = compiled.get(combination)
    const write = known ?? compileRoot([definition.selectionSet], type, root, by(state.variables))
    if (known === undefined && compiled.size < MAX_PROJECTIONS) compiled.set(combination, write)
    const run = new Writing(state, output)
    const envelope = writeEnvelope(output, () => write(run, state.root))
    const isWanted = ({ path }: PlacedError) =>
      isAskedFor(path, [definition.selectionSet], type, root, state, by(state.variables))
    const errors = [...state.errors.flat().filter(isWanted), ...run.errors]
    return {
      envelope,
      errors,
      suppressedErrorCount: run.suppressedErrorCount,
      deniedCounts: run.deniedCounts,
    }
  }
}

/** One for all: an answer is written in one go, without anything else in between. */
const output = new Output()

const MAX_PROJECTIONS = 32

function listConditionVariables(definition: OperationDefinitionNode): readonly string[] {
  const names = new Set<string>()
  visit(definition, {
    Directive: (node) => {
      const value = node.arguments?.[0]?.value
      if (isCondition(node) && value?.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return [...names]
}

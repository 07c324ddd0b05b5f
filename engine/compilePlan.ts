import type { FieldNode } from 'graphql'
import type { PlanNode } from '@apollo/query-planner'
import { EngineError } from './errors.ts'
import type { Operation } from './operation/operation.ts'
import { findDependencies } from './plan/dependencies.ts'
import type { Fetch } from './plan/fetches.ts'
import { listFetches } from './plan/fetches.ts'
import { groupFetches } from './plan/grouping.ts'
import { joinFetches } from './plan/joining.ts'
import type { Planner } from './plan/planner.ts'
import type { PlannerOperation } from './plan/plannerOperation.ts'
import { createPlannerOperation } from './plan/plannerOperation.ts'
import { findPositions } from './plan/responsePositions.ts'
import { shortCircuitNullRoot } from './plan/shortCircuitNullRoot.ts'
import { compileProjection } from './project/compileProjection.ts'
import type { Output } from './project/output.ts'
import type { Projected } from './project/projected.ts'
import type { Call } from './run/compileCalls.ts'
import { compileCalls } from './run/compileCalls.ts'
import { markAsked } from './run/errorPaths.ts'
import type { MemoStep } from './run/executionMemo.ts'
import type { State } from './run/state.ts'
import type { Supergraph } from './supergraph/supergraph.ts'

/** How many fetches from subgraphs one operation may need. */
export const MAX_FETCHES = 100

/** What plans are compiled with. */
export interface Compiler {
  readonly supergraph: Supergraph
  readonly planner: Planner
  /** One for all plans: an answer is written in one go, without anything else in between. */
  readonly output: Output
  readonly maxFetches: number
}

/** One operation made ready for any number of requests; nothing in it changes that an answer could show. */
export interface CompiledPlan {
  readonly operation: Operation
  /** The labels by which its plans can differ, and whether each is on. */
  readonly labels: ReadonlyMap<string, boolean>
  readonly calls: readonly Call[]
  readonly project: (state: State) => Projected
  /** Where requests with the same variables start, as far as they are remembered. */
  readonly starts: Map<string, MemoStep>
}

/**
 * Plans an operation and compiles the plan: at once where the planner is in this thread. `denied` are fields that are
 * neither fetched nor answered, `labels` say by id which overrides hold. Throws, or rejects with, EngineError
 * PLAN_NOT_POSSIBLE or OPERATION_TOO_COMPLEX.
 */
export function planOperation(
  compiler: Compiler,
  asked: Operation,
  denied: ReadonlySet<FieldNode>,
  labels: ReadonlyMap<string, boolean>,
): CompiledPlan | Promise<CompiledPlan> {
  const operation = shortCircuitNullRoot(asked, denied, compiler.supergraph.apiSchema)
  const normal = createPlannerOperation(compiler.supergraph, operation, denied)
  const planned = findPlan(compiler.planner, normal, labels)
  const compile = (node: PlanNode | undefined) =>
    compilePlan(compiler, operation, denied, labels, normal, node)
  return planned instanceof Promise ? planned.then(compile) : compile(planned)
}

function findPlan(
  planner: Planner,
  { document }: PlannerOperation,
  labels: ReadonlyMap<string, boolean>,
): PlanNode | undefined | Promise<PlanNode | undefined> {
  if (document === undefined) return undefined
  try {
    const planned = planner.plan(document, listOn(labels))
    return planned instanceof Promise ? planned.catch(refusePlan) : planned
  } catch (error) {
    return refusePlan(error)
  }
}

function listOn(labels: ReadonlyMap<string, boolean>): ReadonlySet<string> {
  return new Set([...labels].flatMap(([label, isOn]) => (isOn ? [label] : [])))
}

/** What a planner says of its own failures keeps its code. */
function refusePlan(error: unknown): never {
  if (error instanceof EngineError) throw error
  throw new EngineError('PLAN_NOT_POSSIBLE', 'No plan was found for this operation.', {}, error)
}

function compilePlan(
  { supergraph, output, maxFetches }: Compiler,
  operation: Operation,
  denied: ReadonlySet<FieldNode>,
  labels: ReadonlyMap<string, boolean>,
  normal: PlannerOperation,
  node: PlanNode | undefined,
): CompiledPlan {
  const fetches = joinPlanned(listFetches(node, supergraph, maxFetches), supergraph)
  const positions = findPositions(fetches, supergraph)
  const isOurs = (field: FieldNode) => operation.owned?.hidden.has(field) === true
  markAsked(positions.root, operation.definition.selectionSet, normal.keys.ofNode, isOurs)
  const dependencies = findDependencies(fetches, positions)
  const { clientVariables, keys } = normal
  return {
    operation,
    labels,
    calls: compileCalls(fetches, { supergraph, positions, dependencies, clientVariables }),
    project: compileProjection({ supergraph, operation, denied, keys, root: positions.root, output }),
    starts: new Map(),
  }
}

/** Which fetches travel together shows which can be one. */
function joinPlanned(fetches: readonly Fetch[], supergraph: Supergraph): readonly Fetch[] {
  const dependencies = findDependencies(fetches, findPositions(fetches, supergraph))
  return joinFetches(groupFetches(fetches, dependencies), supergraph)
}

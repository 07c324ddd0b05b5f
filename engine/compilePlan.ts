import type { FieldNode } from 'graphql'
import type { PlanNode } from '@apollo/query-planner'
import { annotateFetches } from './annotate/annotateFetches.ts'
import type { AnnotationFields } from './annotate/annotation.ts'
import { compileAnnotations, type CollectAnnotations } from './annotate/collectAnnotations.ts'
import { EngineError } from './errors.ts'
import type { NormalOperation } from './operation/operation.ts'
import { findDependencies } from './plan/dependencies.ts'
import type { Fetch } from './plan/fetches.ts'
import { listFetches } from './plan/fetches.ts'
import { groupFetches } from './plan/grouping.ts'
import { joinFetches } from './plan/joining.ts'
import { isPlanNotPossible, nameUnplannable } from './plan/nameUnplannable.ts'
import type { Planner } from './plan/planner.ts'
import type { PlannerOperation } from './plan/plannerOperation.ts'
import { createPlannerOperation } from './plan/plannerOperation.ts'
import { findPositions, type ResponsePositions } from './plan/responsePositions.ts'
import { shortCircuitNullRoot } from './plan/shortCircuitNullRoot.ts'
import { classifyFetches } from './plan/partClasses.ts'
import { compileParts, compileProjection, type FirstPart } from './project/compileProjection.ts'
import type { Division } from './project/divideFields.ts'
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
  readonly annotations: AnnotationFields
}

/** A plan compiled for any number of requests; nothing that changes in it can be seen in a response. */
export interface CompiledPlan {
  readonly operation: NormalOperation
  /** The labels by which its plans can differ, and whether each is on. */
  readonly labels: ReadonlyMap<string, boolean>
  readonly calls: readonly Call[]
  readonly project: (state: State) => Projected
  /** Its answer in parts. */
  readonly parts: (division: Division, variables: State['variables']) => FirstPart
  readonly output: Output
  /** By variables as JSON, the first step of the execution memo. */
  readonly starts: Map<string, MemoStep>
  /** Present in a plan that asks for annotations. */
  readonly annotated?: AnnotatedPlan
}

export interface AnnotatedPlan {
  /** The same plan without annotations, for when a subgraph fails by them. */
  readonly plain: CompiledPlan
  /** The aliases under which they travel. */
  readonly aliases: ReadonlySet<string>
  readonly collect: CollectAnnotations
}

/**
 * Plans an operation and compiles the plan: at once where the planner is in this thread. `denied` fields are neither
 * fetched nor answered; `labels` are those of overrides, by id; an `annotated` plan fetches annotations along, and one for
 * parts sends nothing together that is told apart. Throws, or rejects with, EngineError PLAN_NOT_POSSIBLE, which
 * names the field that has no plan where it is soon found, or OPERATION_TOO_COMPLEX.
 */
export function planOperation(
  compiler: Compiler,
  requested: NormalOperation,
  denied: ReadonlySet<FieldNode>,
  labels: ReadonlyMap<string, boolean>,
  use: PlanUse = 'whole',
): CompiledPlan | Promise<CompiledPlan> {
  const operation = shortCircuitNullRoot(requested, denied, compiler.supergraph.apiSchema)
  const normal = createPlannerOperation(compiler.supergraph, operation, denied)
  const on = listOn(labels)
  const compile = (node: PlanNode | undefined) => {
    const { supergraph, maxFetches } = compiler
    const listed = listFetches(node, supergraph, normal.literals, maxFetches)
    const classify: Classify | undefined =
      use === 'parts' || use === 'annotatedParts'
        ? (found, positions, dependencies) =>
            classifyFetches(found.length, positions, dependencies, operation.definition, normal.keys.ofNode)
        : undefined
    const fetches = joinPlanned(listed, supergraph, classify)
    const source = { compiler, operation, denied, labels, normal, fetches, classify }
    return use === 'annotated' || use === 'annotatedParts'
      ? compileAnnotatedPlan(source)
      : compilePlan(source, placeFetches(source))
  }
  const refuse = (error: unknown): Promise<never> => {
    if (!isPlanNotPossible(error)) throw error
    return nameUnplannable(error, normal, on, compiler)
  }
  try {
    const planned = findPlan(compiler.planner, normal, on)
    return planned instanceof Promise ? planned.then(compile).catch(refuse) : compile(planned)
  } catch (error) {
    return refuse(error)
  }
}

function findPlan(
  planner: Planner,
  { document }: PlannerOperation,
  labels: ReadonlySet<string>,
): PlanNode | undefined | Promise<PlanNode | undefined> {
  if (document === undefined) return undefined
  try {
    const planned = planner.plan(document, labels)
    return planned instanceof Promise ? planned.catch(refusePlan) : planned
  } catch (error) {
    return refusePlan(error)
  }
}

function listOn(labels: ReadonlyMap<string, boolean>): ReadonlySet<string> {
  return new Set([...labels].flatMap(([label, isOn]) => (isOn ? [label] : [])))
}

/** An EngineError of the planner's own keeps its code. */
function refusePlan(error: unknown): never {
  if (error instanceof EngineError) throw error
  throw new EngineError('PLAN_NOT_POSSIBLE', 'No plan was found for this operation.', {}, error)
}

/** What a plan is made for: an answer as a whole or in parts, each with annotations or without. */
export type PlanUse = 'whole' | 'parts' | 'annotated' | 'annotatedParts'

/** By fetch, which parts need it. */
type Classify = (
  fetches: readonly Fetch[],
  positions: ResponsePositions,
  dependencies: readonly ReadonlySet<number>[],
) => readonly string[]

/** A plan before it is compiled. */
interface PlanSource {
  readonly compiler: Compiler
  readonly operation: NormalOperation
  readonly denied: ReadonlySet<FieldNode>
  readonly labels: ReadonlyMap<string, boolean>
  readonly normal: PlannerOperation
  readonly fetches: readonly Fetch[]
  readonly classify: Classify | undefined
}

function placeFetches({ compiler, operation, normal, fetches }: PlanSource): ResponsePositions {
  const positions = findPositions(fetches, compiler.supergraph)
  const isAdded = (field: FieldNode) => operation.owned?.hidden.has(field) === true
  recordClientKeys(positions.root, operation.definition.selectionSet, normal.keys.ofNode, isAdded)
  return positions
}

function compilePlan(
  { compiler, operation, denied, labels, normal, fetches, classify }: PlanSource,
  positions: ResponsePositions,
): CompiledPlan {
  const { supergraph, output } = compiler
  const dependencies = findDependencies(fetches, positions)
  const { clientVariables, keys } = normal
  const classes = classify?.(fetches, positions, dependencies)
  const projected = { supergraph, operation, denied, keys, root: positions.root, output }
  return {
    operation,
    labels,
    calls: compileCalls(fetches, {
      supergraph,
      positions,
      dependencies,
      clientVariables,
      ...(classes && { classes }),
    }),
    project: compileProjection(projected),
    parts: compileParts(projected),
    output,
    starts: new Map(),
  }
}

function compileAnnotatedPlan(source: PlanSource): CompiledPlan {
  const { compiler, operation, normal } = source
  const { supergraph, annotations } = compiler
  const positions = placeFetches(source)
  const { fetches, fields } = annotateFetches(source.fetches, positions, supergraph, annotations)
  const annotated = { ...source, fetches }
  const places = placeFetches(annotated)
  const { definition } = operation
  const type = supergraph.apiSchema.getRootType(definition.operation)
  return {
    ...compilePlan(annotated, places),
    annotated: {
      plain: compilePlan(source, positions),
      aliases: new Set(fields.keys()),
      collect: type
        ? compileAnnotations(definition.selectionSet, type, places.root, {
            supergraph,
            keys: normal.keys,
            fields,
          })
        : () => [],
    },
  }
}

/** Of the fetches that travel in one request, those for the same entities become one. */
function joinPlanned(
  fetches: readonly Fetch[],
  supergraph: Supergraph,
  classify: Classify | undefined,
): readonly Fetch[] {
  const positions = findPositions(fetches, supergraph)
  const dependencies = findDependencies(fetches, positions)
  return joinFetches(
    groupFetches(fetches, dependencies, classify?.(fetches, positions, dependencies)),
    supergraph,
  )
}

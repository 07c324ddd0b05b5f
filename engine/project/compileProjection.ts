import type { FieldNode, OperationDefinitionNode } from 'graphql'
import { Kind, visit } from 'graphql'
import { EngineError } from '../errors.ts'
import { listIncrementalVariables } from '../operation/incremental.ts'
import type { NormalOperation } from '../operation/operation.ts'
import { isCondition } from '../plan/conditions.ts'
import type { ResponseKeys } from '../plan/responseKeys.ts'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import type { ResultNode } from '../run/resultNode.ts'
import type { PlacedError, State } from '../run/state.ts'
import type { Supergraph } from '../supergraph/supergraph.ts'
import { compileRoot } from './compile.ts'
import { Deferrals, type Division } from './divideFields.ts'
import { writeEnvelope } from './envelope.ts'
import type { WriteNode } from './field.ts'
import type { Introspect } from './introspection.ts'
import { compileIntrospection } from './introspection.ts'
import type { Output } from './output.ts'
import type { Projected } from './projected.ts'
import type { Place, Projection } from './projection.ts'
import { isPathRequested } from './reach.ts'
import { Writing } from './writing.ts'

/** The parts from which an operation's projection is compiled, before variables are known. */
export interface ProjectionSource {
  readonly supergraph: Supergraph
  readonly operation: NormalOperation
  readonly denied: ReadonlySet<FieldNode>
  readonly keys: ResponseKeys
  readonly root: ResponsePosition
  readonly output: Output
}

/** Compiles the projection once for each combination of the values of the variables of `@skip` and `@include`. */
export function compileProjection(source: ProjectionSource): (state: State) => Projected {
  const { output, operation } = source
  const conditions = listConditionVariables(operation.definition)
  const rootOf = compileByVariables(source, conditions, (by) => compilePart(source, by))
  return (state) => {
    const { write, place } = rootOf(state.variables)
    const writing = new Writing(state, output)
    const envelope = writeEnvelope(output, () => write(writing, state.root))
    const isWanted = ({ path }: PlacedError) => isPathRequested(path, place, state.root)
    const errors = [...state.errors.flat().filter(isWanted), ...writing.errors]
    const { suppressedErrorCount, deniedCounts } = writing
    return { envelope, errors, suppressedErrorCount, deniedCounts }
  }
}

/** How the first part of an answer is written, which finds the others. */
export interface FirstPart {
  readonly write: WriteNode<ResultNode>
  readonly place: Place
}

/** As `compileProjection`, in parts; also by the values of the variables of `@defer` and `@stream`. */
export function compileParts(
  source: ProjectionSource,
): (division: Division, variables: State['variables']) => FirstPart {
  const { definition } = source.operation
  const names = [...new Set([...listConditionVariables(definition), ...listIncrementalVariables(definition)])]
  const compileDivided = (division: Division) =>
    compileByVariables(source, names, (by) =>
      compilePart(source, { ...by, deferrals: new Deferrals(division) }),
    )
  const firstOf = { fields: compileDivided('fields'), fragments: compileDivided('fragments') }
  return (division, variables) => firstOf[division](variables)
}

/** Once for each combination of these variables' values. */
function compileByVariables<Compiled>(
  { supergraph, operation, denied, keys }: ProjectionSource,
  names: readonly string[],
  compile: (by: Projection) => Compiled,
): (variables: State['variables']) => Compiled {
  const { definition, owned } = operation
  let introspection: Introspect | undefined
  const introspect = (key: string, given: State['variables']) => {
    introspection ??= compileIntrospection(supergraph.apiSchema, definition)
    return introspection(given).get(key) ?? 'null'
  }
  const known = new Map<string, Compiled>()
  return (variables) => {
    const combination = names.map((name) => spell(variables[name])).join()
    const before = known.get(combination)
    if (before !== undefined) return before
    const by = { supergraph, keys, denied, owned, variables, introspect, deferrals: undefined, group: [] }
    const compiled = compile(by)
    if (known.size < MAX_PROJECTIONS) known.set(combination, compiled)
    return compiled
  }
}

const MAX_PROJECTIONS = 32

function spell(value: unknown): string {
  if (value === true) return '1'
  return typeof value === 'number' || value === undefined ? String(value) : '0'
}

function compilePart(source: ProjectionSource, by: Projection): FirstPart {
  const { root, operation } = source
  const place = {
    sources: [{ set: operation.definition.selectionSet, deferral: undefined }],
    type: rootTypeOf(source),
    position: root,
    by,
  }
  return { write: compileRoot(place.sources, place.type, root, by), place }
}

function rootTypeOf({ supergraph: { apiSchema }, operation: { definition } }: ProjectionSource) {
  const type = apiSchema.getRootType(definition.operation)
  if (type) return type
  throw new EngineError('PLAN_NOT_POSSIBLE', `The schema has no ${definition.operation}.`)
}

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

import type { FieldNode, OperationDefinitionNode } from 'graphql'
import { Kind, visit } from 'graphql'
import { EngineError } from '../errors.ts'
import type { NormalOperation } from '../operation/operation.ts'
import { isCondition } from '../plan/conditions.ts'
import type { ResponseKeys } from '../plan/responseKeys.ts'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import type { PlacedError, State } from '../run/state.ts'
import type { Supergraph } from '../supergraph/supergraph.ts'
import { compileRoot } from './compile.ts'
import { writeEnvelope } from './envelope.ts'
import type { Introspect } from './introspection.ts'
import { compileIntrospection } from './introspection.ts'
import type { Output } from './output.ts'
import type { Projected } from './projected.ts'
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
  const { supergraph, operation, denied, keys, root, output } = source
  const { definition, owned } = operation
  const conditions = listConditionVariables(definition)
  const type = rootTypeOf(source)
  let introspection: Introspect | undefined
  const introspect = (key: string, { state }: Writing) => {
    introspection ??= compileIntrospection(supergraph.apiSchema, definition)
    return introspection(state.variables).get(key) ?? 'null'
  }
  const compiled = new Map<string, ReturnType<typeof compileRoot>>()
  const by = (variables: State['variables']) => ({ supergraph, keys, denied, owned, variables, introspect })
  return (state) => {
    const combination = conditions.map((name) => (state.variables[name] === true ? '1' : '0')).join('')
    const known = compiled.get(combination)
    const write = known ?? compileRoot([definition.selectionSet], type, root, by(state.variables))
    if (known === undefined && compiled.size < MAX_PROJECTIONS) compiled.set(combination, write)
    const writing = new Writing(state, output)
    const envelope = writeEnvelope(output, () => write(writing, state.root))
    const isWanted = ({ path }: PlacedError) =>
      isPathRequested(path, [definition.selectionSet], type, root, state, by(state.variables))
    const errors = [...state.errors.flat().filter(isWanted), ...writing.errors]
    const { suppressedErrorCount, deniedCounts } = writing
    return { envelope, errors, suppressedErrorCount, deniedCounts }
  }
}

const MAX_PROJECTIONS = 32

function rootTypeOf({ supergraph: { apiSchema }, operation: { definition } }: ProjectionSource) {
  const type = definition.operation === 'mutation' ? apiSchema.getMutationType() : apiSchema.getQueryType()
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

import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql'
import { ERROR_CODES, type ErrorCode } from '../errors.ts'
import type { Execution } from '../../engine/run/execute.ts'
import type { Fetch } from '../../engine/plan/fetches.ts'
import type { CompiledPlan } from '../../engine/plan/plan.ts'
import type { GraphRules } from './graphRules.ts'

/** What a subgraph said and a client may not read. */
export interface MaskedError {
  readonly subgraph: string
  readonly message: string
}

/**
 * Takes the words of subgraphs out of errors of every call that asked for a protected field or was sent one: a message
 * may quote a value. Returns them for the log.
 */
export function maskSubgraphErrors(
  plan: CompiledPlan,
  execution: Execution,
  schema: GraphQLSchema,
  rules: GraphRules,
): readonly MaskedError[] {
  const sensitive = recallSensitiveCalls(plan, schema, rules)
  // Looked at first: to ask for the state may lay out what a remembered answer does not need.
  if (sensitive.size === 0) return NONE_MASKED
  const { state } = execution
  const hidden: MaskedError[] = []
  for (const { id, subgraph, fetches } of plan.calls) {
    if (!sensitive.has(id)) continue
    state.errors[id] = (state.errors[id] ?? []).map((error) => {
      hidden.push({ subgraph, message: error.message })
      return { ...error, message: describeCode(error.code) }
    })
    for (const fetch of fetches) {
      const failure = state.failures[fetch.id]
      if (failure === undefined) continue
      hidden.push({ subgraph, message: failure.message })
      state.failures[fetch.id] = { ...failure, message: describeCode(failure.code) }
    }
  }
  return hidden
}

const NONE_MASKED: readonly MaskedError[] = []

/** Our own sentence for a code, since a subgraph may use our codes with words of its own. */
function describeCode(code: string): string {
  return isErrorCode(code) ? ERROR_CODES[code].meaning : ERROR_CODES.SUBGRAPH_ERROR.meaning
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code)
}

const sensitiveCalls = new WeakMap<CompiledPlan, ReadonlySet<number>>()

function recallSensitiveCalls(
  plan: CompiledPlan,
  schema: GraphQLSchema,
  rules: GraphRules,
): ReadonlySet<number> {
  const recalled = sensitiveCalls.get(plan)
  if (recalled) return recalled
  const reader = { schema, isProtected: (coordinate: string) => isProtected(rules, coordinate) }
  const sensitive = plan.calls.filter(({ fetches }) => fetches.some((fetch) => touches(fetch, reader)))
  const found = new Set(sensitive.map(({ id }) => id))
  sensitiveCalls.set(plan, found)
  return found
}

function isProtected({ byCoordinate, ownerships }: GraphRules, coordinate: string): boolean {
  return byCoordinate.has(coordinate) || ownerships.has(coordinate)
}

interface Reader {
  readonly schema: GraphQLSchema
  readonly isProtected: (coordinate: string) => boolean
}

function touches({ selectionSet, requires, isMutation }: Fetch, reader: Reader): boolean {
  const root = requires === undefined ? reader.schema.getRootType(rootOf(isMutation)) : undefined
  return (
    touchesSet(selectionSet, root ? [root] : [], reader) ||
    (requires ?? []).some((selection) => touchesRequired(selection, [], reader))
  )
}

function rootOf(isMutation: boolean): OperationTypeNode {
  return isMutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY
}

function touchesSet(set: SelectionSetNode, types: readonly GraphQLObjectType[], reader: Reader): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return true
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value
      return touchesSet(selection.selectionSet, membersOf(condition, types, reader), reader)
    }
    return touchesField(selection.name.value, types, reader, (below) =>
      selection.selectionSet === undefined ? false : touchesSet(selection.selectionSet, below, reader),
    )
  })
}

function touchesRequired(
  selection: QueryPlanSelectionNode,
  types: readonly GraphQLObjectType[],
  reader: Reader,
): boolean {
  if (selection.kind === 'InlineFragment') {
    const members = membersOf(selection.typeCondition, types, reader)
    return selection.selections.some((inner) => touchesRequired(inner, members, reader))
  }
  return touchesField(selection.name, types, reader, (below) =>
    (selection.selections ?? []).some((inner) => touchesRequired(inner, below, reader)),
  )
}

/** Where types are not known, as below a field that clients cannot see, everything counts as protected. */
function touchesField(
  name: string,
  types: readonly GraphQLObjectType[],
  reader: Reader,
  touchesBelow: (types: readonly GraphQLObjectType[]) => boolean,
): boolean {
  if (name === '__typename') return false
  if (types.length === 0) return true
  const results = types.map((type) => {
    const field = type.getFields()[name]
    return field === undefined ? undefined : getNamedType(field.type)
  })
  const coordinates = types.flatMap((type) => [`${type.name}.${name}`, type.name])
  if (coordinates.some(reader.isProtected)) return true
  if (results.some((type) => type === undefined || reader.isProtected(type.name))) return true
  const below = results.flatMap((type) => membersOf(type?.name, [], reader))
  return touchesBelow([...new Set(below)])
}

function membersOf(
  name: string | undefined,
  otherwise: readonly GraphQLObjectType[],
  { schema }: Reader,
): readonly GraphQLObjectType[] {
  if (name === undefined) return otherwise
  const type = schema.getType(name)
  if (!isCompositeType(type)) return []
  if (isAbstractType(type)) return schema.getPossibleTypes(type)
  return isObjectType(type) ? [type] : []
}

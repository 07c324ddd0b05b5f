import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import type { GraphQLObjectType, GraphQLSchema, SelectionSetNode } from 'graphql'
import { getNamedType, Kind } from 'graphql'
import { possibleTypesOf } from '../../kit/graphql/possibleTypes.ts'
import type { Fetch } from './fetches.ts'

/** Whether a coordinate such as "Bus.plate", or the name of a type such as "Doctor", is looked for. */
export type IsWanted = (coordinate: string) => boolean

interface Reader {
  readonly schema: GraphQLSchema
  readonly isWanted: IsWanted
}

/**
 * Whether a fetch selects a wanted field, is sent one, or selects anything of a wanted type. Where types are not known, as
 * below a field that clients cannot see, everything counts as wanted.
 */
export function touchesFields(fetch: Fetch, schema: GraphQLSchema, isWanted: IsWanted): boolean {
  const { selectionSet, requires, definition } = fetch
  const reader = { schema, isWanted }
  const root = requires === undefined ? schema.getRootType(definition.operation) : undefined
  return (
    touchesSet(selectionSet, root ? [root] : [], reader) ||
    (requires ?? []).some((selection) => touchesRequired(selection, [], reader))
  )
}

function touchesSet(set: SelectionSetNode, types: readonly GraphQLObjectType[], reader: Reader): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return true
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value
      return touchesSet(selection.selectionSet, typesUnderCondition(condition, types, reader), reader)
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
    const members = typesUnderCondition(selection.typeCondition, types, reader)
    return selection.selections.some((inner) => touchesRequired(inner, members, reader))
  }
  return touchesField(selection.name, types, reader, (below) =>
    (selection.selections ?? []).some((inner) => touchesRequired(inner, below, reader)),
  )
}

function touchesField(
  name: string,
  types: readonly GraphQLObjectType[],
  { schema, isWanted }: Reader,
  touchesBelow: (types: readonly GraphQLObjectType[]) => boolean,
): boolean {
  if (name === '__typename') return false
  if (types.length === 0) return true
  const results = types.map((type) => {
    const field = type.getFields()[name]
    return field === undefined ? undefined : getNamedType(field.type)
  })
  const coordinates = types.flatMap((type) => [`${type.name}.${name}`, type.name])
  if (coordinates.some(isWanted)) return true
  if (results.some((type) => type === undefined || isWanted(type.name))) return true
  const below = results.flatMap((type) => possibleTypesOf(type, schema))
  return touchesBelow([...new Set(below)])
}

function typesUnderCondition(
  name: string | undefined,
  otherwise: readonly GraphQLObjectType[],
  { schema }: Reader,
): readonly GraphQLObjectType[] {
  return name === undefined ? otherwise : possibleTypesOf(schema.getType(name), schema)
}

import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql'
import type { AccessRules } from '../../../schema/access/rules.ts'
import type { Operation } from '../operation/operation.ts'

/** The fields of one operation that rules protect, with the indexes of all that must hold for each. */
export type ProtectedFields = ReadonlyMap<FieldNode, readonly number[]>

/**
 * Which fields of an operation are protected. Behind an interface a field needs the rules of every implementation that
 * can be met there; behind a fragment on a member, only that member's.
 */
export function findProtectedFields(
  operation: Operation,
  schema: GraphQLSchema,
  rules: AccessRules,
): ProtectedFields {
  const found = new Map<FieldNode, readonly number[]>()
  const root = schema.getRootType(operation.definition.operation)
  if (root && rules.requirements.length > 0)
    visitSelections(operation.definition.selectionSet, [root], { schema, rules, found })
  return found
}

interface Search {
  readonly schema: GraphQLSchema
  readonly rules: AccessRules
  readonly found: Map<FieldNode, readonly number[]>
}

function visitSelections(
  set: SelectionSetNode,
  possible: readonly GraphQLObjectType[],
  search: Search,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) visitField(selection, possible, search)
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      visitSelections(
        selection.selectionSet,
        narrow(possible, selection.typeCondition?.name.value, search.schema),
        search,
      )
    }
  }
}

function visitField(node: FieldNode, possible: readonly GraphQLObjectType[], search: Search): void {
  const needed = new Set<number>()
  const results = new Set<GraphQLObjectType>()
  for (const parent of possible) {
    const field = parent.getFields()[node.name.value]
    if (!field) continue
    const type = getNamedType(field.type)
    for (const coordinate of [`${parent.name}.${field.name}`, parent.name, type.name]) {
      for (const index of search.rules.byCoordinate.get(coordinate) ?? []) needed.add(index)
    }
    if (isCompositeType(type)) for (const member of membersOf(type, search.schema)) results.add(member)
  }
  if (needed.size > 0)
    search.found.set(
      node,
      [...needed].toSorted((a, b) => a - b),
    )
  if (node.selectionSet) visitSelections(node.selectionSet, [...results], search)
}

function narrow(
  possible: readonly GraphQLObjectType[],
  condition: string | undefined,
  schema: GraphQLSchema,
): readonly GraphQLObjectType[] {
  if (condition === undefined) return possible
  const type = schema.getType(condition)
  if (!isCompositeType(type)) return []
  const members = new Set(membersOf(type, schema))
  return possible.filter((member) => members.has(member))
}

function membersOf(type: GraphQLCompositeType, schema: GraphQLSchema): readonly GraphQLObjectType[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type)
  return isObjectType(type) ? [type] : []
}

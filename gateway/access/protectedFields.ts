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
import type { AccessRules } from '../../schema/access/rules.ts'
import type { Operation } from '../../engine/operation/operation.ts'

/** The fields of one operation that rules protect, with the indexes of all that must hold for each. */
export type ProtectedFields = ReadonlyMap<FieldNode, readonly number[]>

/**
 * Which fields of an operation are protected. Behind an interface a field needs the rules of every implementation that
 * can be met there; behind a fragment on a member, only that member's.
 */
export function findProtectedFields(
  operation: Operation,
  schema: GraphQLSchema,
  { requirements, byCoordinate }: AccessRules,
): ProtectedFields {
  const found = new Map<FieldNode, readonly number[]>()
  if (requirements.length === 0) return found
  visitFields(operation, schema, (node, parents) => {
    const needed = new Set<number>()
    for (const coordinate of coordinatesOf(node, parents)) {
      for (const index of byCoordinate.get(coordinate) ?? []) needed.add(index)
    }
    if (needed.size > 0)
      found.set(
        node,
        [...needed].toSorted((a, b) => a - b),
      )
  })
  return found
}

/** What a rule on a field can stand on: the field, the type that it is of and the type that it returns. */
function coordinatesOf(node: FieldNode, parents: readonly GraphQLObjectType[]): readonly string[] {
  return parents.flatMap((parent) => {
    const field = parent.getFields()[node.name.value]
    return field ? [`${parent.name}.${field.name}`, parent.name, getNamedType(field.type).name] : []
  })
}

/** Gets each field of an operation with the object types that can be met there and the field above it. */
export type VisitField = (
  node: FieldNode,
  parents: readonly GraphQLObjectType[],
  above: FieldNode | undefined,
) => void

export function visitFields({ definition }: Operation, schema: GraphQLSchema, visit: VisitField): void {
  const root = schema.getRootType(definition.operation)
  if (root) visitSelections(definition.selectionSet, [root], undefined, schema, visit)
}

function visitSelections(
  set: SelectionSetNode,
  possible: readonly GraphQLObjectType[],
  above: FieldNode | undefined,
  schema: GraphQLSchema,
  visit: VisitField,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const narrowed = narrow(possible, selection.typeCondition?.name.value, schema)
      visitSelections(selection.selectionSet, narrowed, above, schema, visit)
    }
    if (selection.kind !== Kind.FIELD) continue
    visit(selection, possible, above)
    if (selection.selectionSet) {
      const results = resultsOf(selection, possible, schema)
      visitSelections(selection.selectionSet, results, selection, schema, visit)
    }
  }
}

/** The object types that a field of any of these types can give. */
export function resultsOf(
  node: FieldNode,
  possible: readonly GraphQLObjectType[],
  schema: GraphQLSchema,
): readonly GraphQLObjectType[] {
  const results = new Set<GraphQLObjectType>()
  for (const parent of possible) {
    const field = parent.getFields()[node.name.value]
    const type = field && getNamedType(field.type)
    if (isCompositeType(type)) for (const member of membersOf(type, schema)) results.add(member)
  }
  return [...results]
}

export function narrow(
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

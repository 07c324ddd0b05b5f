import type {
  FieldNode,
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql'
import { getNamedType, Kind } from 'graphql'
import { possibleTypesOf } from './possibleTypes.ts'

/** An operation whose named fragments are inlined. */
interface WithDefinition {
  readonly definition: OperationDefinitionNode
}

/** Gets each field of an operation with the object types that can be met there and the field above it. */
export type VisitField = (
  node: FieldNode,
  parents: readonly GraphQLObjectType[],
  above: FieldNode | undefined,
) => void

export function visitFields({ definition }: WithDefinition, schema: GraphQLSchema, visit: VisitField): void {
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
      const narrowed = narrowTypes(possible, selection.typeCondition?.name.value, schema)
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
    for (const member of possibleTypesOf(type, schema)) results.add(member)
  }
  return [...results]
}

/** Those of the possible object types that meet a fragment's type condition. */
export function narrowTypes(
  possible: readonly GraphQLObjectType[],
  condition: string | undefined,
  schema: GraphQLSchema,
): readonly GraphQLObjectType[] {
  if (condition === undefined) return possible
  const type = schema.getType(condition)
  const members = new Set<unknown>(possibleTypesOf(type, schema))
  return possible.filter((member) => members.has(member))
}

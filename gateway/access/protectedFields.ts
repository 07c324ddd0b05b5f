import { getNamedType, type FieldNode, type GraphQLObjectType, type GraphQLSchema } from 'graphql'
import { visitFields } from '../../kit/graphql/visitFields.ts'
import type { AccessRules } from '../../schema/access/rules.ts'
import type { NormalOperation } from '../../engine/index.ts'

/** The fields of one operation that rules protect, with the indexes of all that must hold for each. */
export type ProtectedFields = ReadonlyMap<FieldNode, readonly number[]>

/**
 * Which fields of an operation are protected. Behind an interface a field needs the rules of every implementation that
 * can be met there; behind a fragment on a member, only that member's.
 */
export function findProtectedFields(
  operation: NormalOperation,
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

/** The coordinates whose rules apply to a field: the field, the type that it is of and the type that it returns. */
function coordinatesOf(node: FieldNode, parents: readonly GraphQLObjectType[]): readonly string[] {
  return parents.flatMap((parent) => {
    const field = parent.getFields()[node.name.value]
    return field ? [`${parent.name}.${field.name}`, parent.name, getNamedType(field.type).name] : []
  })
}

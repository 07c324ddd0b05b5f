import type { FieldNode, GraphQLNamedType, GraphQLSchema, SelectionSetNode } from 'graphql'
import { isAbstractType, isInterfaceType, isObjectType, Kind } from 'graphql'
import { inclusionOf, isIncludedBy } from '../plan/conditions.ts'
import { responseKey } from '../plan/responseKeys.ts'
import type { Variables } from '../../kit/graphql/variables.ts'

/** The fields that these selection sets select of one type, by response key and in the client's order. */
export function collectFields(
  sets: readonly SelectionSetNode[],
  type: GraphQLNamedType,
  schema: GraphQLSchema,
  variables: Variables,
  isWanted: (node: FieldNode) => boolean = () => true,
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>()
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (!isIncludedBy(inclusionOf(selection), variables)) continue
      if (selection.kind === Kind.FIELD && !isWanted(selection)) continue
      if (selection.kind === Kind.FIELD) {
        const key = responseKey(selection)
        fields.set(key, [...(fields.get(key) ?? []), selection])
      } else if (
        selection.kind === Kind.INLINE_FRAGMENT &&
        applies(selection.typeCondition?.name.value, type, schema)
      ) {
        collect(selection.selectionSet)
      }
    }
  }
  sets.forEach(collect)
  return fields
}

/** Whether every object of the type meets the condition. */
export function applies(
  condition: string | undefined,
  type: GraphQLNamedType,
  schema: GraphQLSchema,
): boolean {
  if (condition === undefined || condition === type.name) return true
  const wanted = schema.getType(condition)
  if (!isAbstractType(wanted) || !(isObjectType(type) || isInterfaceType(type))) return false
  return schema.isSubType(wanted, type)
}

import { isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'
import type { AnyOf } from '../../schema/access/rules.ts'
import type { Graph } from '../graph/graph.ts'

/** One condition on a caller, as it is described to clients. */
interface DescribedRule {
  readonly kind: string
  readonly anyOf: AnyOf
}

/** Who may see what: the rules on every protected coordinate, as the composed schema states them. */
export function listRules({
  rules,
  apiSchema,
}: Pick<Graph, 'rules' | 'apiSchema'>): Readonly<Record<string, readonly DescribedRule[]>> {
  const visible = [...rules.byCoordinate].filter(([coordinate]) => isVisible(coordinate, apiSchema))
  const described = visible.map(([coordinate, indexes]) => [
    coordinate,
    indexes.flatMap((index): readonly DescribedRule[] => {
      const requirement = rules.requirements[index]
      if (requirement === undefined) return []
      return [{ kind: requirement.kind, anyOf: 'anyOf' in requirement ? requirement.anyOf : [] }]
    }),
  ])
  return Object.fromEntries(described)
}

/** Types and fields that clients cannot see are not described here either. */
function isVisible(coordinate: string, schema: GraphQLSchema): boolean {
  const [typeName = '', fieldName] = coordinate.split('.')
  const type = schema.getType(typeName)
  if (fieldName === undefined) return type !== undefined
  return (isObjectType(type) || isInterfaceType(type)) && Object.hasOwn(type.getFields(), fieldName)
}

import type { AnyOf } from '../../schema/access/rules.ts'
import type { Graph } from '../graph.ts'

/** One condition on a caller, as it is told to clients. */
interface ToldRule {
  readonly kind: string
  readonly anyOf: AnyOf
}

/** Who may see what: the rules on every protected coordinate, as the composed schema states them. */
export function listRules({ rules }: Pick<Graph, 'rules'>): Readonly<Record<string, readonly ToldRule[]>> {
  const told = [...rules.byCoordinate].map(([coordinate, indexes]) => [
    coordinate,
    indexes.flatMap((index): readonly ToldRule[] => {
      const requirement = rules.requirements[index]
      if (requirement === undefined) return []
      return [{ kind: requirement.kind, anyOf: 'anyOf' in requirement ? requirement.anyOf : [] }]
    }),
  ])
  return Object.fromEntries(told)
}

import type { GraphQLSchema } from 'graphql'
import { visitFields } from '../../kit/graphql/visitFields.ts'
import type { Quotas } from '../../schema/access/quotas.ts'
import type { NormalOperation } from '../../engine/index.ts'

/** A field of one operation whose values are counted. */
export interface QuotaField {
  readonly coordinate: string
  readonly perDay: number
  /** The names that it has in the answer. */
  readonly responseKeys: ReadonlySet<string>
}

export function findQuotaFields(
  operation: NormalOperation,
  schema: GraphQLSchema,
  quotas: Quotas,
): readonly QuotaField[] {
  if (quotas.size === 0) return []
  const found = new Map<string, Set<string>>()
  visitFields(operation, schema, (node, parents) => {
    for (const parent of parents) {
      const coordinate = `${parent.name}.${node.name.value}`
      if (!quotas.has(coordinate)) continue
      const keys = found.get(coordinate) ?? new Set()
      found.set(coordinate, keys.add((node.alias ?? node.name).value))
    }
  })
  return [...found].map(([coordinate, responseKeys]) => ({
    coordinate,
    perDay: quotas.get(coordinate) ?? 0,
    responseKeys,
  }))
}

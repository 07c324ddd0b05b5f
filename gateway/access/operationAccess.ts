import type { FieldNode, GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Requirement } from '../../schema/access/rules.ts'
import type { NormalOperation } from '../../engine/index.ts'
import type { GraphRules } from './graphRules.ts'
import { visitFields } from '../../kit/graphql/visitFields.ts'
import { findProtectedFields, type ProtectedFields } from './protectedFields.ts'

/** The access rules of one operation, collected once when it is prepared. */
export interface OperationAccess {
  /** The operation, with the fields that the gateway adds to it. */
  readonly operation: NormalOperation
  readonly fields: ProtectedFields
  /** The requirements that any of its fields has, each once. */
  readonly touched: readonly Requirement[]
  /** The policies that its `@policy` rules name. */
  readonly policies: readonly string[]
  /** What each field needs, by the indexes of `touched`: its own rules and those of the fields above it. */
  readonly needs: ReadonlyMap<FieldNode, readonly number[]>
  /** Decisions by which of `touched` hold, as '0' and '1'. */
  readonly decisions: LRUCache<string, Decision>
}

/** Which fields of an operation a caller may not see. Callers with the same `key` get the same plan. */
export interface Decision {
  readonly key: string
  /** Denied fields and all that is below them. */
  readonly denied: ReadonlySet<FieldNode>
}

const REMEMBERED_DECISIONS = 64

export function prepareAccess(
  operation: NormalOperation,
  schema: GraphQLSchema,
  rules: GraphRules,
): OperationAccess {
  const fields = findProtectedFields(operation, schema, rules)
  const indexes = [...new Set([...fields.values()].flat())].toSorted((a, b) => a - b)
  const touched = indexes.flatMap((index) => rules.requirements[index] ?? [])
  return {
    operation,
    fields,
    touched,
    policies: listPolicies(touched),
    needs: findNeeds(operation, schema, fields, indexes),
    decisions: new LRUCache({ max: REMEMBERED_DECISIONS }),
  }
}

function listPolicies(touched: readonly Requirement[]): readonly string[] {
  const names = touched.flatMap((requirement) =>
    requirement.kind === 'policy' ? requirement.anyOf.flat() : [],
  )
  return [...new Set(names)]
}

function findNeeds(
  operation: NormalOperation,
  schema: GraphQLSchema,
  fields: ProtectedFields,
  indexes: readonly number[],
): ReadonlyMap<FieldNode, readonly number[]> {
  const needs = new Map<FieldNode, readonly number[]>()
  if (fields.size === 0) return needs
  visitFields(operation, schema, (node, _parents, above) => {
    // A field of the gateway's own is read for another's sake, and goes with that one.
    const owned = operation.owned?.hidden.get(node)
    const own = owned
      ? (needs.get(owned) ?? [])
      : (fields.get(node) ?? []).map((index) => indexes.indexOf(index))
    const inherited = above ? (needs.get(above) ?? []) : []
    const all = [...new Set([...inherited, ...own])]
    if (all.length > 0) needs.set(node, all)
  })
  return needs
}

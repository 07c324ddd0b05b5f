import { isNonNullType, Kind, type FieldNode, type GraphQLSchema, type SelectionNode } from 'graphql'
import type { Operation } from '../operation/operation.ts'

/**
 * A query whose whole answer is null whatever the subgraphs say, since a field of its root is denied that may not be
 * null, is left with its denied root fields alone: of the others nothing is fetched. Further down a list may be empty
 * and an object missing, so nothing is certain there; and a mutation is carried out as far as it is allowed.
 */
export function shortCircuitNullRoot(
  operation: Operation,
  denied: ReadonlySet<FieldNode>,
  schema: GraphQLSchema,
): Operation {
  const { definition } = operation
  const { selections } = definition.selectionSet
  const root = schema.getQueryType()
  const isFatal = (node: FieldNode) =>
    denied.has(node) && isNonNullType(root?.getFields()[node.name.value]?.type)
  if (operation.type !== 'query' || denied.size === 0 || !holdsAlways(selections, isFatal)) return operation
  const selectionSet = { ...definition.selectionSet, selections: keepDenied(selections, denied) }
  return { ...operation, definition: { ...definition, selectionSet } }
}

/** Whether such a field is asked for whatever the variables: one plan is for all of them. */
function holdsAlways(selections: readonly SelectionNode[], isWanted: (node: FieldNode) => boolean): boolean {
  return selections.some((selection) => {
    if (selection.directives?.length) return false
    if (selection.kind === Kind.FIELD) return isWanted(selection)
    if (selection.kind === Kind.FRAGMENT_SPREAD) return false
    return holdsAlways(selection.selectionSet.selections, isWanted)
  })
}

function keepDenied(
  selections: readonly SelectionNode[],
  denied: ReadonlySet<FieldNode>,
): readonly SelectionNode[] {
  return selections.flatMap((selection): readonly SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return denied.has(selection) ? [selection] : []
    if (selection.kind === Kind.FRAGMENT_SPREAD) return []
    const kept = keepDenied(selection.selectionSet.selections, denied)
    if (kept.length === 0) return []
    return [{ ...selection, selectionSet: { ...selection.selectionSet, selections: kept } }]
  })
}

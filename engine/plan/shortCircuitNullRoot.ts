import { isNonNullType, Kind, type FieldNode, type GraphQLSchema, type SelectionNode } from 'graphql'
import type { NormalOperation } from '../operation/operation.ts'

/**
 * Where a denied root field is non-null, the whole `data` of a query is null, whatever the subgraphs answer. The query is
 * reduced to its denied root fields, so that nothing is fetched. Further down a list may be empty and an object missing,
 * so nothing is certain there; and a mutation is carried out as far as it is allowed.
 */
export function shortCircuitNullRoot(
  operation: NormalOperation,
  denied: ReadonlySet<FieldNode>,
  schema: GraphQLSchema,
): NormalOperation {
  const { definition } = operation
  const { selections } = definition.selectionSet
  const root = schema.getQueryType()
  const isFatal = (node: FieldNode) =>
    denied.has(node) && isNonNullType(root?.getFields()[node.name.value]?.type)
  if (operation.type !== 'query' || denied.size === 0 || !holdsAlways(selections, isFatal)) return operation
  const selectionSet = { ...definition.selectionSet, selections: keepDenied(selections, denied) }
  return { ...operation, definition: { ...definition, selectionSet } }
}

/** Whether such a field is selected whatever the variables: one plan serves all of them. */
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
    const inner = keepDenied(selection.selectionSet.selections, denied)
    if (inner.length === 0) return []
    return [{ ...selection, selectionSet: { ...selection.selectionSet, selections: inner } }]
  })
}

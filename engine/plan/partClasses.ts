import type { FieldNode, OperationDefinitionNode, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'
import { isIncrementalDirective } from '../operation/incremental.ts'
import type { ResponsePosition, ResponsePositions } from './responsePositions.ts'

/**
 * By fetch, a name for the parts of an answer that need it; empty for what the first part needs too. Fetches of different
 * classes are not sent together, or a part would wait for what only a later one asks. Fields with one key are told apart by
 * their fragments, whatever the types of these.
 */
export function classifyFetches(
  fetches: number,
  { root }: ResponsePositions,
  dependencies: readonly ReadonlySet<number>[],
  { selectionSet }: OperationDefinitionNode,
  ofNode: ReadonlyMap<FieldNode, string>,
): readonly string[] {
  const parts = Array.from({ length: fetches }, () => new Set<number>())
  let named = FIRST
  const visit = (position: ResponsePosition, { selections }: SelectionSetNode, part: number): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue
      const mayBeLater = selection.directives?.some(isIncrementalDirective)
      const inside = mayBeLater ? ++named : part
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        visit(position, selection.selectionSet, inside)
        continue
      }
      const key = ofNode.get(selection)
      if (key === undefined) continue
      const [first] = position.fields.get(key) ?? []
      const fetch = first && position.slots[first.slot]?.fetch
      // The list itself is of the part that it stands in.
      if (fetch !== undefined) parts[fetch]?.add(part)
      const child = position.children.get(key)
      if (child !== undefined && selection.selectionSet !== undefined)
        visit(child, selection.selectionSet, inside)
    }
  }
  visit(root, selectionSet, FIRST)
  // A fetch comes after those that it needs.
  for (let fetch = fetches - 1; fetch >= 0; fetch--)
    for (const needed of dependencies[fetch] ?? [])
      for (const part of parts[fetch] ?? []) parts[needed]?.add(part)
  return parts.map((needing) => (needing.has(FIRST) ? '' : [...needing].toSorted((a, b) => a - b).join()))
}

const FIRST = 0

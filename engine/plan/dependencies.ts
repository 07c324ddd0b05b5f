import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import type { Fetch } from './fetches.ts'
import type { ResponsePosition, ResponsePositions } from './responsePositions.ts'

/**
 * By fetch, the fetches whose responses it needs: those that provide its objects, and the fields of its representations
 * and contexts. The plan's own order is coarser. Dependencies are always among the fetches that the plan puts before, so
 * that the plan's order is never broken.
 */
export function findDependencies(
  fetches: readonly Fetch[],
  positions: ResponsePositions,
): readonly ReadonlySet<number>[] {
  return fetches.map((fetch) => {
    // Root fields of a mutation run one after the other, each with all fetches below it (GraphQL, 6.2.2).
    if (fetches.some(({ definition }) => definition.operation === 'mutation')) return fetch.before
    const found = new Set<number>()
    const add = (position: ResponsePosition, key: string): void => {
      for (const { slot } of position.fields.get(key) ?? []) found.add(position.slots[slot]?.fetch ?? -1)
    }
    addPath(positions.root, fetch, add)
    const position = positions.ofFetch[fetch.id]?.position
    if (position !== undefined && fetch.requires !== undefined) addRequired(position, fetch.requires, add)
    if (position !== undefined) addContexts(position, fetch, add)
    return new Set([...found].filter((id) => fetch.before.has(id)))
  })
}

type Add = (position: ResponsePosition, key: string) => void

function addPath(root: ResponsePosition, { path }: Fetch, add: Add): void {
  let position: ResponsePosition | undefined = root
  for (const { key } of path) {
    if (position === undefined) return
    add(position, key)
    position = position.children.get(key)
    if (position !== undefined) add(position, '__typename')
  }
}

function addRequired(
  position: ResponsePosition,
  selections: readonly QueryPlanSelectionNode[],
  add: Add,
): void {
  add(position, '__typename')
  for (const node of selections) {
    if (node.kind === 'InlineFragment') {
      addRequired(position, node.selections, add)
      continue
    }
    const key = node.alias ?? node.name
    add(position, key)
    const child = position.children.get(key)
    if (child !== undefined && node.selections !== undefined) addRequired(child, node.selections, add)
  }
}

function addContexts(position: ResponsePosition, { node }: Fetch, add: Add): void {
  for (const { path } of node.contextRewrites ?? []) {
    let at: ResponsePosition | undefined = position
    for (const element of path) {
      if (at === undefined) break
      if (element === '..') at = at.parent
      else if (element.startsWith('... on ')) add(at, '__typename')
      else {
        add(at, element)
        at = at.children.get(element)
      }
    }
  }
}

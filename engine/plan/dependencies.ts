import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import type { Fetch } from './fetches.ts'
import type { Place, Places } from './responsePositions.ts'

/**
 * What each fetch really waits for: the fetches that give its objects and what is sent of them. The plan's own order is
 * a coarser one; only among the fetches that it puts before can these be, so nothing here ever loosens it wrongly.
 */
export function findDependencies(fetches: readonly Fetch[], places: Places): readonly ReadonlySet<number>[] {
  return fetches.map((fetch) => {
    // Root fields of a mutation run one after the other, each with all that is below it.
    if (fetches.some(({ isMutation }) => isMutation)) return fetch.before
    const found = new Set<number>()
    const add = (place: Place, key: string): void => {
      for (const { slot } of place.fields.get(key) ?? []) found.add(place.slots[slot]?.fetch ?? -1)
    }
    addPath(places.root, fetch, add)
    const place = places.ofFetch[fetch.id]?.place
    if (place !== undefined && fetch.requires !== undefined) addRequired(place, fetch.requires, add)
    if (place !== undefined) addContexts(place, fetch, add)
    return new Set([...found].filter((id) => fetch.before.has(id)))
  })
}

type Add = (place: Place, key: string) => void

function addPath(root: Place, { path }: Fetch, add: Add): void {
  let place: Place | undefined = root
  for (const { key } of path) {
    if (place === undefined) return
    add(place, key)
    place = place.children.get(key)
    if (place !== undefined) add(place, '__typename')
  }
}

function addRequired(place: Place, selections: readonly QueryPlanSelectionNode[], add: Add): void {
  add(place, '__typename')
  for (const node of selections) {
    if (node.kind === 'InlineFragment') {
      addRequired(place, node.selections, add)
      continue
    }
    const key = node.alias ?? node.name
    add(place, key)
    const child = place.children.get(key)
    if (child !== undefined && node.selections !== undefined) addRequired(child, node.selections, add)
  }
}

function addContexts(place: Place, { node }: Fetch, add: Add): void {
  for (const { path } of node.contextRewrites ?? []) {
    let at: Place | undefined = place
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

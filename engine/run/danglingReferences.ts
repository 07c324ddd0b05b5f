import type { ClientPath } from './errorPaths.ts'
import { pathsToNodes } from './errorPaths.ts'
import type { BatchTarget } from './preparedFetch.ts'
import type { DanglingReference, State } from './state.ts'

/** The reference that leads nowhere for which fetches gave nothing to the object at a path, or to what is below it. */
export type FindDangling = (fetches: readonly number[], path: ClientPath) => DanglingReference | undefined

/** Where each reference leads nowhere is worked out once, and only when an error has to tell it. */
export function createFindDangling(state: State): FindDangling {
  const indexed: ReadonlyMap<string, DanglingReference>[] = []
  return (fetches, path) => {
    const key = JSON.stringify(path)
    const met = new Set(fetches)
    // A set gives what is added on the way too: what could not be asked about was to be sent of others' entities.
    for (const fetch of met) {
      const references = (indexed[fetch] ??= indexReferences(state, state.notFound[fetch] ?? []))
      const found = references.get(key)
      if (found !== undefined) return found
      for (const dependency of state.unasked[fetch] ?? []) met.add(dependency)
    }
    return undefined
  }
}

/** By the path of the entity and of every object above it. */
function indexReferences(
  state: State,
  targets: readonly BatchTarget[],
): ReadonlyMap<string, DanglingReference> {
  const index = new Map<string, DanglingReference>()
  for (const { fetch, position, slot, nodes, identity } of targets) {
    const paths = pathsToNodes(state.root, position)
    for (const node of nodes) {
      const path = node.source(slot) === undefined ? paths.get(node) : undefined
      if (path === undefined || identity === undefined) continue
      const { typeOf, referrerOf } = identity
      const reference = { entity: typeOf(node), owner: fetch.subgraph, referrer: referrerOf(node), path }
      for (let length = path.length; length > 0; length--) {
        const key = JSON.stringify(path.slice(0, length))
        if (!index.has(key)) index.set(key, reference)
      }
    }
  }
  return index
}

export function describeReference({ entity, owner, referrer, path }: DanglingReference): string {
  const giver = referrer === undefined ? 'was given' : `subgraph "${referrer}" gave`
  return `Subgraph "${owner}" has no ${entity} for the key that ${giver} at ${path.join('.')}.`
}

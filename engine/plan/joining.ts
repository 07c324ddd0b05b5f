import type { OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'
import type { Supergraph } from '../supergraph/supergraph.ts'
import type { Fetch } from './fetches.ts'
import type { FetchGroup } from './grouping.ts'
import { divideOperation, listKeys } from './fetchOperations.ts'

/**
 * Joins the fetches of one call that are for the same objects. The planner separates fetches that could be sent at
 * different times; once they are sent at the same time, one look-up of each entity does.
 */
export function joinFetches(groups: readonly FetchGroup[], supergraph: Supergraph): readonly Fetch[] {
  const joined = groups
    .flatMap(({ fetches }) => joinByObjects(fetches, supergraph))
    .toSorted((one, other) => one.id - other.id)
  const newIds = new Map(joined.flatMap(({ ids }, id) => ids.map((old) => [old, id] as const)))
  return joined.map(({ fetch }, id) => {
    const before = new Set([...fetch.before].flatMap((old) => newIds.get(old) ?? []))
    before.delete(id)
    return { ...fetch, id, before }
  })
}

interface Joined {
  readonly id: number
  readonly ids: readonly number[]
  readonly fetch: Fetch
}

function joinByObjects(fetches: readonly Fetch[], supergraph: Supergraph): readonly Joined[] {
  const joined = new Map<string, Joined>()
  for (const fetch of fetches) {
    const key = isJoinable(fetch) ? describeObjects(fetch, supergraph) : String(fetch.id)
    const known = joined.get(key)
    const ids = [...(known?.ids ?? []), fetch.id]
    joined.set(key, {
      id: ids[0] ?? fetch.id,
      ids,
      fetch: known === undefined ? fetch : joinTwo(known.fetch, fetch, supergraph),
    })
  }
  return [...joined.values()]
}

/** Names in the rewrites of two fetches could collide. */
function isJoinable({ requires, node }: Fetch): boolean {
  return requires !== undefined && !node.contextRewrites && !node.inputRewrites && !node.outputRewrites
}

/** Equal for fetches for the same objects, found by the same keys and under the same conditions. */
function describeObjects({ path, guards, subgraph, requires = [] }: Fetch, supergraph: Supergraph): string {
  return JSON.stringify([path, guards, listKeys(requires, subgraph, supergraph)])
}

function joinTwo(one: Fetch, other: Fetch, supergraph: Supergraph): Fetch {
  const selectionSet = joinSelections(one.selectionSet, other.selectionSet)
  const requires = [...(one.requires ?? []), ...(other.requires ?? [])]
  return {
    ...one,
    selectionSet,
    requires,
    definition: joinDefinitions(one.definition, other.definition),
    before: new Set([...one.before, ...other.before]),
    operations: divideOperation(one.subgraph, selectionSet, requires, supergraph),
  }
}

function joinDefinitions(
  one: OperationDefinitionNode,
  other: OperationDefinitionNode,
): OperationDefinitionNode {
  const definitions = [...(one.variableDefinitions ?? []), ...(other.variableDefinitions ?? [])]
  const byName = new Map(definitions.map((definition) => [definition.variable.name.value, definition]))
  return { ...one, variableDefinitions: [...byName.values()] }
}

function joinSelections(one: SelectionSetNode, other: SelectionSetNode): SelectionSetNode {
  const fragments = new Map<string, SelectionNode>()
  for (const selection of [...one.selections, ...other.selections]) {
    const isPlain = selection.kind === Kind.INLINE_FRAGMENT && (selection.directives ?? []).length === 0
    const key = isPlain ? (selection.typeCondition?.name.value ?? '') : `#${fragments.size}`
    const known = fragments.get(key)
    if (!isPlain || known?.kind !== Kind.INLINE_FRAGMENT) fragments.set(key, selection)
    else
      fragments.set(key, { ...known, selectionSet: concatenate(known.selectionSet, selection.selectionSet) })
  }
  return { ...one, selections: [...fragments.values()] }
}

function concatenate(one: SelectionSetNode, other: SelectionSetNode): SelectionSetNode {
  return { ...one, selections: [...one.selections, ...other.selections] }
}

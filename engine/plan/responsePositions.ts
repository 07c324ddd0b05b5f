import type { FieldNode, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'
import { EngineError } from '../errors.ts'
import type { Supergraph } from '../supergraph/supergraph.ts'
import type { SubgraphTypes } from '../supergraph/subgraphTypes.ts'
import type { Fetch } from './fetches.ts'

/**
 * A position in the response at which objects stand: the root, or a response key below another position; list indexes do
 * not count. It knows which fetches provide its objects, and under which names they provide the fields.
 */
export interface ResponsePosition {
  readonly key: string
  readonly parent: ResponsePosition | undefined
  /** One for each source of its objects: a fetch, by the name of a field. */
  readonly slots: Slot[]
  readonly fields: Map<string, Provider[]>
  readonly children: Map<string, ResponsePosition>
  /** By key, the client's response key of each field that the client requested here. */
  readonly clientKeys: Map<string, string>
  /** True when its objects become result nodes: several sources, or a fetch starts here or below. */
  isNode: boolean
  /** Its number among its parent's children that are result nodes. */
  index: number
  /** How many of its children are result nodes. */
  nodes: number
}

export interface Slot {
  readonly index: number
  readonly fetch: number
  readonly subgraph: string
  /** The slot of the parent position and the name there; undefined when the fetch's own response is merged here. */
  readonly from: Provider | undefined
  /** The field that gives them, as `Type.field`; undefined as `from` is. */
  readonly coordinate: string | undefined
  /** The objects' type when the subgraph's schema allows only one. */
  readonly typename: string | undefined
}

export interface Provider {
  readonly slot: number
  /** The response key in the subgraph's response; another than the planner's where it rewrites the output. */
  readonly name: string
}

/** The position and the slot at which the response of each fetch is merged. */
export interface ResponsePositions {
  readonly root: ResponsePosition
  readonly ofFetch: readonly { readonly position: ResponsePosition; readonly slot: number }[]
}

export function findPositions(fetches: readonly Fetch[], supergraph: Supergraph): ResponsePositions {
  const root = createPosition('', undefined)
  root.isNode = true
  const ofFetch = fetches.map((fetch) => {
    const position = findPosition(root, fetch)
    position.isNode = true
    return { position, slot: addFetch(position, fetch, supergraph) }
  })
  numberResultNodes(root)
  return { root, ofFetch }
}

function createPosition(key: string, parent: ResponsePosition | undefined): ResponsePosition {
  const maps = { fields: new Map(), children: new Map(), clientKeys: new Map() }
  return { key, parent, slots: [], ...maps, isNode: false, index: -1, nodes: 0 }
}

function findPosition(root: ResponsePosition, { path, subgraph }: Fetch): ResponsePosition {
  let position = root
  for (const { key } of path) {
    const child = position.children.get(key)
    if (child === undefined) {
      throw new EngineError(
        'PLAN_NOT_POSSIBLE',
        `The plan asks ${subgraph} about objects that it never fetches.`,
      )
    }
    position = child
  }
  return position
}

function addFetch(position: ResponsePosition, fetch: Fetch, supergraph: Supergraph): number {
  const types = supergraph.subgraphTypes
  const type = types.rootType(fetch.definition.operation)
  const slot = addSlot(position, fetch, undefined, undefined, undefined)
  const renames = (fetch.node.outputRewrites ?? []).flatMap((rewrite) =>
    rewrite.kind === 'KeyRenamer' ? [{ path: rewrite.path, to: rewrite.renameKeyTo }] : [],
  )
  const target = { position, slot: slot.index, fetch, types, aliases: supergraph.plannerAliases }
  addSelections(target, fetch.selectionSet, type, renames)
  return slot.index
}

function addSlot(
  position: ResponsePosition,
  { id, subgraph }: Pick<Fetch, 'id' | 'subgraph'>,
  from: Provider | undefined,
  coordinate: string | undefined,
  typename: string | undefined,
): Slot {
  const slot = { index: position.slots.length, fetch: id, subgraph, from, coordinate, typename }
  position.slots.push(slot)
  return slot
}

interface FetchTarget {
  readonly position: ResponsePosition
  readonly slot: number
  readonly fetch: Fetch
  readonly types: SubgraphTypes
  readonly aliases: Supergraph['plannerAliases']
}

interface Rename {
  readonly path: readonly string[]
  readonly to: string
}

function addSelections(
  target: FetchTarget,
  set: SelectionSetNode,
  type: string | undefined,
  renames: readonly Rename[],
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) addFieldAt(target, selection, type, renames)
    if (selection.kind !== Kind.INLINE_FRAGMENT) continue
    const condition = selection.typeCondition?.name.value
    const conditionType = condition ?? type
    const inside = condition === undefined ? renames : renamesBelow(renames, `... on ${condition}`)
    addSelections(target, selection.selectionSet, conditionType, inside)
  }
}

function addFieldAt(
  target: FetchTarget,
  node: FieldNode,
  type: string | undefined,
  renames: readonly Rename[],
): void {
  const name = (node.alias ?? node.name).value
  const rename = renames.find(({ path }) => path.length === 1 && path[0] === name)
  const key = rename?.to ?? name
  const provider = provide(target, key, name)
  if (node.selectionSet === undefined) return
  const { fetch, types, aliases } = target
  const childType = type === undefined ? undefined : types.fieldType(fetch.subgraph, type, node.name.value)
  const position = childOf(target.position, key)
  const field = aliases.get(node.name.value)?.field ?? node.name.value
  const coordinate = `${type ?? ''}.${field}`
  const slot = slotFrom(position, target, provider, coordinate, childType)
  addSelections(
    { ...target, position, slot: slot.index },
    node.selectionSet,
    childType,
    renamesBelow(renames, name),
  )
}

function provide({ position, slot }: FetchTarget, key: string, name: string): Provider {
  const providers = position.fields.get(key) ?? []
  position.fields.set(key, providers)
  const known = providers.find((provider) => provider.slot === slot && provider.name === name)
  if (known !== undefined) return known
  const provider = { slot, name }
  providers.push(provider)
  return provider
}

function childOf(parent: ResponsePosition, key: string): ResponsePosition {
  const known = parent.children.get(key)
  if (known !== undefined) return known
  const position = createPosition(key, parent)
  parent.children.set(key, position)
  return position
}

function slotFrom(
  position: ResponsePosition,
  { fetch, types }: FetchTarget,
  from: Provider,
  coordinate: string,
  type: string | undefined,
): Slot {
  const known = position.slots.find((slot) => slot.from === from)
  return (
    known ??
    addSlot(
      position,
      fetch,
      from,
      coordinate,
      type === undefined ? undefined : types.onlyType(fetch.subgraph, type),
    )
  )
}

function renamesBelow(renames: readonly Rename[], element: string): readonly Rename[] {
  return renames
    .filter(({ path }) => path.length > 1 && path[0] === element)
    .map(({ path, to }) => ({ path: path.slice(1), to }))
}

function numberResultNodes(position: ResponsePosition): void {
  for (const child of position.children.values()) {
    numberResultNodes(child)
    if (!child.isNode) continue
    position.isNode = true
    child.index = position.nodes++
  }
  if (position.slots.length !== 1) position.isNode = true
}

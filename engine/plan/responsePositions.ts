import type { CompositeType } from '@apollo/federation-internals'
import { baseType, isCompositeType, isObjectType, isUnionType } from '@apollo/federation-internals'
import type { FieldNode, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'
import { ClientError } from '../../gateway/errors.ts'
import type { Snapshot } from '../supergraph/snapshot.ts'
import type { Fetch } from './fetches.ts'

/**
 * A place in the answer where objects stand: the root, or a response key below another place; list indexes do not
 * count. It knows which fetches give its objects and under which names they give the fields.
 */
export interface Place {
  readonly key: string
  readonly parent: Place | undefined
  /** One for each way in which objects come here. */
  readonly slots: Slot[]
  readonly fields: Map<string, Provider[]>
  readonly children: Map<string, Place>
  /** The client's response key of each field that the client asked for here. */
  readonly asked: Map<string, string>
  /** True when its objects become spots: several sources, or a fetch starts here or below. */
  isSpot: boolean
  /** Its number among its parent's children that are spots. */
  index: number
  /** How many of its children are spots. */
  spots: number
}

export interface Slot {
  readonly index: number
  readonly fetch: number
  /** The slot of the parent place and the name there; undefined when the fetch's answer itself stands here. */
  readonly from: Provider | undefined
  /** The objects' type when the subgraph's schema allows only one. */
  readonly typename: string | undefined
}

export interface Provider {
  readonly slot: number
  /** The response key in the subgraph's answer; another than ours where the planner renamed it. */
  readonly name: string
}

/** Where each fetch's own answer goes. */
export interface Places {
  readonly root: Place
  readonly ofFetch: readonly { readonly place: Place; readonly slot: number }[]
}

export function layPlaces(fetches: readonly Fetch[], snapshot: Snapshot): Places {
  const root = createPlace('', undefined)
  root.isSpot = true
  const ofFetch = fetches.map((fetch) => {
    const place = findPlace(root, fetch)
    place.isSpot = true
    return { place, slot: addFetch(place, fetch, snapshot) }
  })
  settle(root)
  return { root, ofFetch }
}

function createPlace(key: string, parent: Place | undefined): Place {
  const maps = { fields: new Map(), children: new Map(), asked: new Map() }
  return { key, parent, slots: [], ...maps, isSpot: false, index: -1, spots: 0 }
}

function findPlace(root: Place, { path, subgraph }: Fetch): Place {
  let place = root
  for (const { key } of path) {
    const child = place.children.get(key)
    if (child === undefined) {
      throw new ClientError(
        'PLAN_NOT_POSSIBLE',
        `The plan asks ${subgraph} about objects that it never fetches.`,
      )
    }
    place = child
  }
  return place
}

function addFetch(place: Place, fetch: Fetch, snapshot: Snapshot): number {
  const schema = snapshot.supergraph.subgraphs().get(fetch.subgraph)?.schema
  const type = schema?.schemaDefinition.rootType(fetch.isMutation ? 'mutation' : 'query')
  const slot = addSlot(place, fetch.id, undefined, undefined)
  const renames = (fetch.node.outputRewrites ?? []).flatMap((rewrite) =>
    rewrite.kind === 'KeyRenamer' ? [{ path: rewrite.path, to: rewrite.renameKeyTo }] : [],
  )
  addSelections({ place, slot: slot.index, fetch: fetch.id }, fetch.selectionSet, type, renames)
  return slot.index
}

function addSlot(
  place: Place,
  fetch: number,
  from: Provider | undefined,
  typename: string | undefined,
): Slot {
  const slot = { index: place.slots.length, fetch, from, typename }
  place.slots.push(slot)
  return slot
}

interface Target {
  readonly place: Place
  readonly slot: number
  readonly fetch: number
}

interface Rename {
  readonly path: readonly string[]
  readonly to: string
}

function addSelections(
  target: Target,
  set: SelectionSetNode,
  type: CompositeType | undefined,
  renames: readonly Rename[],
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) addField(target, selection, type, renames)
    if (selection.kind !== Kind.INLINE_FRAGMENT) continue
    const condition = selection.typeCondition?.name.value
    const narrowed = condition === undefined ? type : compositeOf(type?.schema().type(condition))
    const inside = condition === undefined ? renames : below(renames, `... on ${condition}`)
    addSelections(target, selection.selectionSet, narrowed, inside)
  }
}

function addField(
  target: Target,
  node: FieldNode,
  type: CompositeType | undefined,
  renames: readonly Rename[],
): void {
  const name = (node.alias ?? node.name).value
  const rename = renames.find(({ path }) => path.length === 1 && path[0] === name)
  const key = rename?.to ?? name
  const provider = provide(target, key, name)
  if (node.selectionSet === undefined) return
  const childType = typeOfField(type, node.name.value)
  const place = childOf(target.place, key)
  const slot = slotFrom(place, target.fetch, provider, childType)
  addSelections(
    { place, slot: slot.index, fetch: target.fetch },
    node.selectionSet,
    childType,
    below(renames, name),
  )
}

function provide({ place, slot }: Target, key: string, name: string): Provider {
  const providers = place.fields.get(key) ?? []
  place.fields.set(key, providers)
  const known = providers.find((provider) => provider.slot === slot && provider.name === name)
  if (known !== undefined) return known
  const provider = { slot, name }
  providers.push(provider)
  return provider
}

function childOf(parent: Place, key: string): Place {
  const known = parent.children.get(key)
  if (known !== undefined) return known
  const place = createPlace(key, parent)
  parent.children.set(key, place)
  return place
}

function slotFrom(place: Place, fetch: number, from: Provider, type: CompositeType | undefined): Slot {
  const known = place.slots.find((slot) => slot.from === from)
  return (
    known ?? addSlot(place, fetch, from, type !== undefined && isObjectType(type) ? type.name : undefined)
  )
}

function typeOfField(type: CompositeType | undefined, name: string): CompositeType | undefined {
  if (type === undefined || isUnionType(type)) return undefined
  const field = type.field(name)?.type
  return field === undefined ? undefined : compositeOf(baseType(field))
}

function compositeOf(type: Parameters<typeof isCompositeType>[0] | undefined): CompositeType | undefined {
  return type !== undefined && isCompositeType(type) ? type : undefined
}

function below(renames: readonly Rename[], element: string): readonly Rename[] {
  return renames
    .filter(({ path }) => path.length > 1 && path[0] === element)
    .map(({ path, to }) => ({ path: path.slice(1), to }))
}

function settle(place: Place): void {
  for (const child of place.children.values()) {
    settle(child)
    if (!child.isSpot) continue
    place.isSpot = true
    child.index = place.spots++
  }
  if (place.slots.length !== 1) place.isSpot = true
}

import type { FieldNode, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'
import { responseKey } from '../plan/responseKeys.ts'
import type { Place } from '../plan/responsePositions.ts'
import { expand } from './reading.ts'
import type { Kids } from './resultNode.ts'
import { Spot } from './resultNode.ts'

export type ClientPath = readonly (string | number)[]

/** Notes at each place which of its fields the client asked for, and under which key. */
export function markAsked(
  place: Place,
  set: SelectionSetNode,
  ofNode: ReadonlyMap<FieldNode, string>,
  isOurs: (node: FieldNode) => boolean,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) markAsked(place, selection.selectionSet, ofNode, isOurs)
    const key = selection.kind === Kind.FIELD ? ofNode.get(selection) : undefined
    if (key === undefined || selection.kind !== Kind.FIELD || isOurs(selection)) continue
    place.asked.set(key, responseKey(selection))
    const child = place.children.get(key)
    if (child !== undefined && selection.selectionSet !== undefined)
      markAsked(child, selection.selectionSet, ofNode, isOurs)
  }
}

/**
 * The client's path to every spot of a place. It ends early where the client did not ask for the way, as below a field
 * that only a `@requires` needs. Built only when there is an error to place.
 */
export function pathsToSpots(root: Spot, place: Place): ReadonlyMap<Spot, ClientPath> {
  const paths = new Map<Spot, ClientPath>()
  if (place.parent === undefined) return paths.set(root, [])
  const expandPlace = expand(place)
  const key = place.parent.asked.get(place.key)
  const isAsked = key !== undefined && isWayAsked(place.parent)
  const note = (kids: Kids | undefined, path: ClientPath): void => {
    if (kids instanceof Spot) paths.set(kids, path)
    else if (Array.isArray(kids)) kids.forEach((kid, index) => note(kid, isAsked ? [...path, index] : path))
  }
  for (const [spot, path] of pathsToSpots(root, place.parent)) {
    note(expandPlace(spot), isAsked ? [...path, key] : path)
  }
  return paths
}

function isWayAsked({ parent, key }: Place): boolean {
  return parent === undefined || (parent.asked.has(key) && isWayAsked(parent))
}

/** What a subgraph calls a path inside one fetch's answer, in the client's words; again only as far as it was asked. */
export function translatePath(place: Place, slot: number, path: readonly unknown[]): ClientPath {
  const translated: (string | number)[] = []
  let at: { place: Place; slot: number } | undefined = { place, slot }
  if (!isWayAsked(place)) return translated
  for (const element of path) {
    if (typeof element === 'number') {
      translated.push(element)
      continue
    }
    const step: { key: string; name: string } | undefined = at && stepFrom(at.place, at.slot, element)
    const key = step && at?.place.asked.get(step.key)
    if (step === undefined || key === undefined) break
    translated.push(key)
    at = at && enter(at.place, at.slot, step)
  }
  return translated
}

function stepFrom(place: Place, slot: number, name: unknown): { key: string; name: string } | undefined {
  for (const [key, providers] of place.fields) {
    const provider = providers.find((candidate) => candidate.slot === slot && candidate.name === name)
    if (provider !== undefined) return { key, name: provider.name }
  }
  return undefined
}

function enter(place: Place, slot: number, step: { key: string; name: string }) {
  const child = place.children.get(step.key)
  const found = child?.slots.find(({ from }) => from?.slot === slot && from.name === step.name)
  return child === undefined || found === undefined ? undefined : { place: child, slot: found.index }
}

/** The way to a place without list indexes, up to the first list or unasked field: for an error that names no path. */
export function vaguePath(root: Spot, place: Place): ClientPath {
  const [first] = pathsToSpots(root, place).values()
  const index = first?.findIndex((element) => typeof element === 'number') ?? -1
  return index < 0 ? (first ?? []) : (first ?? []).slice(0, index)
}

import type { FieldNode, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'
import { responseKey } from '../plan/responseKeys.ts'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import { compileExpand } from './reading.ts'
import type { ResultChildren } from './resultNode.ts'
import { ResultNode } from './resultNode.ts'

export type ClientPath = readonly (string | number)[]

/** Records at each position which of its fields the client requested, and under which response key. */
export function recordClientKeys(
  position: ResponsePosition,
  set: SelectionSetNode,
  ofNode: ReadonlyMap<FieldNode, string>,
  isAdded: (node: FieldNode) => boolean,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT)
      recordClientKeys(position, selection.selectionSet, ofNode, isAdded)
    const key = selection.kind === Kind.FIELD ? ofNode.get(selection) : undefined
    if (key === undefined || selection.kind !== Kind.FIELD || isAdded(selection)) continue
    position.clientKeys.set(key, responseKey(selection))
    const child = position.children.get(key)
    if (child !== undefined && selection.selectionSet !== undefined)
      recordClientKeys(child, selection.selectionSet, ofNode, isAdded)
  }
}

/**
 * The client's path to every result node of a position. It ends early where the client did not request the fields on the
 * way, as below a field that only a `@requires` needs. Built only when there is an error to place.
 */
export function pathsToNodes(
  root: ResultNode,
  position: ResponsePosition,
): ReadonlyMap<ResultNode, ClientPath> {
  const paths = new Map<ResultNode, ClientPath>()
  if (position.parent === undefined) return paths.set(root, [])
  const expandPosition = compileExpand(position)
  const key = position.parent.clientKeys.get(position.key)
  const isRequested = key !== undefined && isPositionRequested(position.parent)
  const note = (children: ResultChildren | undefined, path: ClientPath): void => {
    if (children instanceof ResultNode) paths.set(children, path)
    else if (Array.isArray(children))
      children.forEach((child, index) => note(child, isRequested ? [...path, index] : path))
  }
  for (const [node, path] of pathsToNodes(root, position.parent)) {
    note(expandPosition(node), isRequested ? [...path, key] : path)
  }
  return paths
}

/** Whether the client requested what stands at a position. */
export function isPositionRequested({ parent, key }: ResponsePosition): boolean {
  return parent === undefined || (parent.clientKeys.has(key) && isPositionRequested(parent))
}

/** A path inside one fetch's response in the client's response keys; again only as far as the client requested it. */
export function translatePath(
  position: ResponsePosition,
  slot: number,
  path: readonly unknown[],
): ClientPath {
  const translated: (string | number)[] = []
  let at: { position: ResponsePosition; slot: number } | undefined = { position, slot }
  if (!isPositionRequested(position)) return translated
  for (const element of path) {
    if (typeof element === 'number') {
      translated.push(element)
      continue
    }
    const step: { key: string; name: string } | undefined = at && stepFrom(at.position, at.slot, element)
    const key = step && at?.position.clientKeys.get(step.key)
    if (step === undefined || key === undefined) break
    translated.push(key)
    at = at && enter(at.position, at.slot, step)
  }
  return translated
}

function stepFrom(
  position: ResponsePosition,
  slot: number,
  name: unknown,
): { key: string; name: string } | undefined {
  for (const [key, providers] of position.fields) {
    const provider = providers.find((candidate) => candidate.slot === slot && candidate.name === name)
    if (provider !== undefined) return { key, name: provider.name }
  }
  return undefined
}

function enter(position: ResponsePosition, slot: number, step: { key: string; name: string }) {
  const child = position.children.get(step.key)
  const found = child?.slots.find(({ from }) => from?.slot === slot && from.name === step.name)
  return child === undefined || found === undefined ? undefined : { position: child, slot: found.index }
}

/** The path to a position up to the first list or unrequested field: for an error that names no path. */
export function vaguePath(root: ResultNode, position: ResponsePosition): ClientPath {
  const [first] = pathsToNodes(root, position).values()
  const index = first?.findIndex((element) => typeof element === 'number') ?? -1
  return index < 0 ? (first ?? []) : (first ?? []).slice(0, index)
}

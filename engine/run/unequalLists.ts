import type { ResponsePosition } from '../plan/responsePositions.ts'
import type { ResultNode } from './resultNode.ts'

/** Two subgraphs gave lists of unequal lengths for one field of one object; the first one's length is answered. */
export interface UnequalLists {
  /** `Type.field` */
  readonly coordinate: string
  readonly subgraphs: readonly [string, string]
  readonly lengths: readonly [number, number]
}

/** By the root of an answer and the field, since a list may be looked at several times; the first place of each field. */
const noted = new WeakMap<ResultNode, Map<string, UnequalLists>>()

/** The lists below `parent`, of which the second came by `slot`. */
export function noteUnequalLists(
  position: ResponsePosition,
  slot: number,
  parent: ResultNode,
  first: number,
  second: number,
): void {
  const giver = position.slots[slot]
  const before = position.slots.find(({ index, from }) => index !== slot && isGivenBy(from, parent))
  if (giver === undefined || before === undefined) return
  const { coordinate = '' } = giver
  const root = rootOf(parent)
  const lists = noted.get(root) ?? new Map<string, UnequalLists>()
  noted.set(root, lists)
  if (lists.has(coordinate)) return
  lists.set(coordinate, {
    coordinate,
    subgraphs: [before.subgraph, giver.subgraph],
    lengths: [first, second],
  })
}

export function listUnequalLists(root: ResultNode): readonly UnequalLists[] {
  return [...(noted.get(root)?.values() ?? [])]
}

function isGivenBy(from: ResponsePosition['slots'][number]['from'], parent: ResultNode): boolean {
  const data = from && parent.source(from.slot)
  return from !== undefined && data !== undefined && Array.isArray(data[from.name])
}

function rootOf(node: ResultNode): ResultNode {
  return node.parent === undefined ? node : rootOf(node.parent)
}

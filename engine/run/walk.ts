import type { Supergraph } from '../supergraph/supergraph.ts'
import type { PathStep } from '../plan/fetches.ts'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import { expand, readNode } from './reading.ts'
import type { ResultChildren } from './resultNode.ts'
import { ResultNode } from './resultNode.ts'

/** The way from the root to all result nodes of a place, one step after another. */
export interface Walk {
  readonly before: Walk | undefined
  readonly step: (nodes: readonly ResultNode[]) => readonly ResultNode[]
}

/** Where walks have led, so that those with a common way go it once. */
export type Walked = Map<Walk, readonly ResultNode[]>

/** Compiles ways; equal ones are one. */
export function createWalks(
  root: ResponsePosition,
  supergraph: Supergraph,
): (path: readonly PathStep[]) => Walk {
  const start: Walk = { before: undefined, step: (nodes) => nodes }
  const known = new Map<string, { readonly walk: Walk; readonly position: ResponsePosition }>()
  return (path) => {
    let at = { walk: start, position: root }
    let key = ''
    for (const { key: name, types } of path) {
      key += `.${name}|${types?.join() ?? ''}`
      const next = known.get(key) ?? compileStep(at.walk, at.position, name, types, supergraph)
      known.set(key, next)
      at = next
    }
    return at.walk
  }
}

function compileStep(
  before: Walk,
  parent: ResponsePosition,
  key: string,
  types: readonly string[] | undefined,
  supergraph: Supergraph,
) {
  const position = parent.children.get(key)
  if (position === undefined) throw new RangeError(`expected a position at ${key}`)
  const gatherAll = gatherBelow(position)
  if (types === undefined) return { walk: { before, step: gatherAll }, position }
  const { typename } = readNode(position, supergraph)
  const isMeant = (node: ResultNode) => types.includes(typename(node) ?? '')
  return {
    walk: { before, step: (nodes: readonly ResultNode[]) => gatherAll(nodes).filter(isMeant) },
    position,
  }
}

function gatherBelow(position: ResponsePosition): Walk['step'] {
  const expandPosition = expand(position)
  return (nodes) => {
    const found: ResultNode[] = []
    for (const node of nodes) gatherNodes(expandPosition(node), found)
    return found
  }
}

function gatherNodes(children: ResultChildren | undefined, found: ResultNode[]): void {
  if (children instanceof ResultNode) found.push(children)
  else if (Array.isArray(children)) for (const child of children) gatherNodes(child, found)
}

export function walkTo(walk: Walk, root: ResultNode, walked: Walked): readonly ResultNode[] {
  const known = walked.get(walk)
  if (known !== undefined) return known
  const nodes = walk.step(walk.before === undefined ? [root] : walkTo(walk.before, root, walked))
  walked.set(walk, nodes)
  return nodes
}

import type { Supergraph } from '../supergraph/supergraph.ts'
import type { PathStep } from '../plan/fetches.ts'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import { compileExpand, createNodeReading } from './reading.ts'
import type { ResultChildren } from './resultNode.ts'
import { ResultNode } from './resultNode.ts'

/** The way from the root to all result nodes of a position, one step after another. */
export interface Walk {
  readonly before: Walk | undefined
  readonly step: (nodes: readonly ResultNode[]) => readonly ResultNode[]
}

/** The result nodes that each walk leads to, so that walks with a common beginning go it once. */
export type Walked = Map<Walk, readonly ResultNode[]>

/** Returns the function that compiles walks; for equal paths it returns the same walk. */
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
  const collectAll = compileCollectBelow(position)
  if (types === undefined) return { walk: { before, step: collectAll }, position }
  const { typename } = createNodeReading(position, supergraph)
  const isMeant = (node: ResultNode) => types.includes(typename(node) ?? '')
  return {
    walk: { before, step: (nodes: readonly ResultNode[]) => collectAll(nodes).filter(isMeant) },
    position,
  }
}

function compileCollectBelow(position: ResponsePosition): Walk['step'] {
  const expandPosition = compileExpand(position)
  return (nodes) => {
    const found: ResultNode[] = []
    for (const node of nodes) collectNodes(expandPosition(node), found)
    return found
  }
}

function collectNodes(children: ResultChildren | undefined, found: ResultNode[]): void {
  if (children instanceof ResultNode) found.push(children)
  else if (Array.isArray(children)) for (const child of children) collectNodes(child, found)
}

export function walkTo(walk: Walk, root: ResultNode, walked: Walked): readonly ResultNode[] {
  const known = walked.get(walk)
  if (known !== undefined) return known
  const nodes = walk.step(walk.before === undefined ? [root] : walkTo(walk.before, root, walked))
  walked.set(walk, nodes)
  return nodes
}

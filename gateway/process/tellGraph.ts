import type { Hooks } from '../../kit/hooks/hooks.ts'
import type { CurrentGraph } from '../graph/currentGraph.ts'
import { listDeprecations } from '../graph/listDeprecations.ts'

/** Tells of each version that is served from now on, of what it deprecates, and of each that could not be. */
export function tellGraph(graphs: CurrentGraph, hooks: Hooks): void {
  let before = graphs.current()
  graphs.onSwap((next) => {
    const known = new Set(listDeprecations(before.apiSchema).map(({ coordinate }) => coordinate))
    const deprecated = listDeprecations(next.apiSchema).filter(({ coordinate }) => !known.has(coordinate))
    const supergraph = { supergraph: next.id, before: before.id }
    before = next
    hooks.tell({ type: 'graph.published', subject: next.id, data: supergraph })
    if (deprecated.length > 0)
      hooks.tell({ type: 'graph.deprecated', subject: next.id, data: { ...supergraph, deprecated } })
  })
  graphs.onRefusal(({ step, at }) => {
    hooks.tell({
      type: 'graph.swap-failed',
      subject: `${before.id} ${at.toISOString()}`,
      data: { step, serving: before.id },
    })
  })
}

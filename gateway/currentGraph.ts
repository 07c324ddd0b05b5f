import { validate } from 'graphql'
import type { Log } from '../kit/log.ts'
import { buildGraph, closeGraph, type Graph, type GraphSettings } from './graph.ts'
import { decideAccess } from './request/authorise/authorise.ts'
import { ANONYMOUS } from './request/authorise/caller.ts'
import { watchSupergraph } from './supergraph.ts'

export interface CurrentGraph {
  readonly current: () => Graph
  /** Tells of each graph that takes the place of another. */
  readonly onSwap: (listener: (next: Graph) => void) => void
  stop(): Promise<void>
}

const WARMED_OPERATIONS = 200

/** Keeps the graph of a supergraph file, swapped whole when the file changes; a faulty version is never swapped in. */
export async function keepGraph(
  supergraphFile: string,
  settings: GraphSettings,
  log: Log,
): Promise<CurrentGraph> {
  let graph: Graph | undefined
  const listeners: ((next: Graph) => void)[] = []
  const watch = await watchSupergraph(supergraphFile, log, async (sdl) => {
    const next = await buildGraph(sdl, settings)
    const before = graph
    if (before) warm(next, before)
    if (next.publicVariant && before?.publicVariant) warm(next.publicVariant, before.publicVariant)
    graph = next
    log.info({ id: next.id }, before ? 'supergraph swapped' : 'supergraph loaded')
    if (before) for (const listener of listeners) listener(next)
    if (before) await closeGraph(before)
  })
  return {
    current() {
      if (!graph) throw new Error('The supergraph is not loaded.')
      return graph
    },
    onSwap: (listener) => void listeners.push(listener),
    async stop() {
      await watch.stop()
      if (graph) await closeGraph(graph)
    },
  }
}

/** Prepares and plans for the next graph what the one before answered most lately, as far as it is still valid. */
function warm(next: Graph, before: Graph): void {
  let warmed = 0
  for (const [key, { operation }] of before.operations.entries()) {
    if (++warmed > WARMED_OPERATIONS) return
    if (validate(next.apiSchema, operation.document, undefined, { maxErrors: 1 }).length > 0) continue
    const prepared = next.prepare(operation.document, operation.name)
    const { key: planKey, denied } = decideAccess(prepared.access, ANONYMOUS)
    prepared.planFor(planKey, denied)
    next.operations.set(key, prepared)
  }
}

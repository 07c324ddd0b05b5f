import type { Log } from '../../kit/log.ts'
import type { Graph } from './graph.ts'

/** Graphs that no new request begins with. */
export interface Retirement {
  retire(graph: Graph): void
  /** Closes all that are left at once. */
  stop(): Promise<void>
}

/** Closes a graph when the requests that began with it are over: a request takes no longer than its deadline. */
export function createRetirement(requestDeadlineMs: number, log: Log): Retirement {
  const retired = new Map<Graph, NodeJS.Timeout>()
  const close = async (graph: Graph): Promise<void> => {
    clearTimeout(retired.get(graph))
    retired.delete(graph)
    await graph.close().catch((error: unknown) => log.warn({ err: error }, 'supergraph not closed'))
  }
  return {
    retire(graph) {
      retired.set(graph, setTimeout(() => void close(graph), requestDeadlineMs).unref())
    },
    async stop() {
      await Promise.all([...retired.keys()].map(close))
    },
  }
}

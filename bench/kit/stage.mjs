import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeSupergraph } from '../graphs/graph.mjs'
import { openGraph } from '../graphs/open.mjs'
import { OTHER_CORE, startChild } from './child.mjs'

const SUBGRAPHS = new URL('../subgraphs/server.mjs', import.meta.url)

/**
 * What every peer of one contest meets: the running subgraphs and the supergraph that names them.
 * @param {string} address
 * @param {Readonly<Record<string, number>>} [latency] milliseconds that a subgraph waits before it answers
 */
export async function openStage(address, latency) {
  const graph = await openGraph(address)
  const folder = mkdtempSync(join(tmpdir(), 'gateway-bench-'))
  const subgraphs = await startChild(SUBGRAPHS, { graph: address, latency }, { core: OTHER_CORE })
  const urls = Object.fromEntries(
    Object.keys(graph.subgraphs).map((name) => [name, `${subgraphs.facts.url}/${name}`]),
  )
  const supergraph = join(folder, 'supergraph.graphql')
  writeFileSync(supergraph, composeSupergraph(graph, urls))
  return {
    address,
    graph,
    urls,
    supergraph,
    subgraphs: subgraphs.pid,
    callsUrl: `${subgraphs.facts.url}/calls`,
    close: async () => {
      await subgraphs.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

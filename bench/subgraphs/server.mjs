import { buildExecutable, buildFederation1Executable } from '../graphs/graph.mjs'
import { openGraph } from '../graphs/open.mjs'
import { announce, readSetting } from '../kit/setting.mjs'
import { createMemory } from './memory.mjs'
import { addHead, createWireServer } from './wire.mjs'

/**
 * All subgraphs of one graph in one process, `/<name>` each; `/<name>/federation1` answers the same with a Federation 1
 * SDL. `GET /calls` tells how often each was asked.
 * @type {{ graph: string, latency?: Readonly<Record<string, number>> }}
 */
const setting = readSetting()
const graph = await openGraph(setting.graph)
const calls = Object.fromEntries(Object.keys(graph.subgraphs).map((name) => [name, 0]))
const routes = new Map(Object.entries(graph.subgraphs).flatMap(createRoutes))

const server = createWireServer((path, body) => {
  const route = routes.get(path)
  return route ? serve(route, body) : addHead(Buffer.from(JSON.stringify(calls)))
})
server.listen(0, '127.0.0.1', () => announce({ url: `http://127.0.0.1:${server.address().port}` }))

function createRoutes([name, subgraph]) {
  const latency = setting.latency?.[name] ?? 0
  return [
    [`/${name}`, { name, latency, answer: createMemory(() => buildExecutable(subgraph)) }],
    [
      `/${name}/federation1`,
      { name, latency, answer: createMemory(() => buildFederation1Executable(subgraph)) },
    ],
  ]
}

function serve({ name, latency, answer }, body) {
  calls[name] += 1
  return latency === 0 ? answer(body) : delay(latency, answer(body))
}

function delay(milliseconds, value) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, value))
}

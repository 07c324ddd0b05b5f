import { openGraph } from '../graphs/open.mjs'
import { announce, readSetting } from '../kit/setting.mjs'
import { findLatency } from './latency.mjs'
import { createMemory } from './memory.mjs'
import { addHead, createWireServer } from './wire.mjs'

/**
 * All subgraphs of one graph in one process, `/<name>` each; `/<name>/federation1` answers the same with a Federation 1
 * SDL. `GET /calls` tells how often each was asked.
 * @type {{ graph: string, latency?: Readonly<Record<string, number>> }}
 */
const setting = readSetting()
const graph = await openGraph(setting.graph)
await graph.start?.()
const calls = Object.fromEntries(Object.keys(graph.subgraphs).map((name) => [name, 0]))
const routes = new Map(Object.entries(graph.subgraphs).flatMap(createRoutes))

const server = createWireServer((path, body) => {
  const route = routes.get(path)
  return route ? serve(route, body) : addHead(Buffer.from(JSON.stringify(calls)))
})
server.listen(0, '127.0.0.1', () => announce({ url: `http://127.0.0.1:${server.address().port}` }))

function createRoutes([name, { execute, executeFederation1 }]) {
  const routes = [[`/${name}`, { name, answer: createMemory(execute) }]]
  if (executeFederation1)
    routes.push([`/${name}/federation1`, { name, answer: createMemory(executeFederation1) }])
  return routes
}

function serve({ name, answer }, body) {
  calls[name] += 1
  const wait = findLatency(setting.latency, name, body)
  return wait === 0 ? answer(body) : delay(wait, answer(body))
}

function delay(milliseconds, value) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, value))
}

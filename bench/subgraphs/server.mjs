import { openGraph } from '../graphs/open.mjs'
import { announce, readSetting } from '../kit/setting.mjs'
import { createMemory } from './memory.mjs'
import { addHead, createWireServer } from './wire.mjs'

/**
 * All subgraphs of one graph in one process, `/<name>` each; `/<name>/federation1` answers the same with a Federation 1
 * SDL. `GET /calls` tells how often each was asked. Latencies are by subgraph or by field: `{ users: 20, 'users.name': 90 }`.
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

function createRoutes([name, { execute, executeFederation1 }]) {
  const routes = [[`/${name}`, { name, answer: createMemory(execute) }]]
  if (executeFederation1)
    routes.push([`/${name}/federation1`, { name, answer: createMemory(executeFederation1) }])
  return routes
}

function serve({ name, answer }, body) {
  calls[name] += 1
  const wait = findLatency(name, body)
  return wait === 0 ? answer(body) : delay(wait, answer(body))
}

/** A subgraph's latency, or that of its slowest field that the request names. */
function findLatency(name, body) {
  if (!setting.latency) return 0
  const waits = Object.entries(setting.latency).filter(([place]) => {
    const [subgraph, field] = place.split('.')
    return subgraph === name && (field === undefined || body.includes(field))
  })
  return Math.max(0, ...waits.map(([, wait]) => wait))
}

function delay(milliseconds, value) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, value))
}

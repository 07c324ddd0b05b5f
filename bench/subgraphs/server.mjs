import { createServer } from 'node:http'
import { buildExecutable, toFederation1 } from '../graphs/graph.mjs'
import { openGraph } from '../graphs/open.mjs'
import { announce, readSetting } from '../kit/setting.mjs'
import { createMemory } from './memory.mjs'

/**
 * All subgraphs of one graph in one process, `/<name>` each; `/<name>/federation1` answers the same with a Federation 1
 * SDL. `GET /calls` tells how often each was asked.
 * @type {{ graph: string, latency?: Readonly<Record<string, number>> }}
 */
const setting = readSetting()
const graph = openGraph(setting.graph)
const calls = Object.fromEntries(Object.keys(graph.subgraphs).map((name) => [name, 0]))
const routes = new Map(Object.entries(graph.subgraphs).flatMap(createRoutes))

const server = createServer((request, response) => {
  if (request.url === '/calls') return send(response, Buffer.from(JSON.stringify(calls)))
  const route = routes.get(request.url)
  if (!route) return response.writeHead(404).end()
  readBody(request, (body) => serve(route, body, response))
})
// A gateway's pooled connection must never meet a subgraph that is just closing it.
server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', () => announce({ url: `http://127.0.0.1:${server.address().port}` }))

function createRoutes([name, subgraph]) {
  const latency = setting.latency?.[name] ?? 0
  const older = { ...subgraph, typeDefs: toFederation1(subgraph.typeDefs) }
  return [
    [`/${name}`, { name, latency, answer: createMemory(buildExecutable(subgraph)) }],
    [`/${name}/federation1`, { name, latency, answer: createMemory(buildExecutable(older)) }],
  ]
}

async function serve({ name, latency, answer }, body, response) {
  calls[name] += 1
  const known = answer(body)
  const text = Buffer.isBuffer(known) ? known : await known
  if (latency === 0) send(response, text)
  else setTimeout(send, latency, response, text)
}

function readBody(request, onBody) {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () =>
    onBody(chunks.length === 1 ? chunks[0].toString() : Buffer.concat(chunks).toString()),
  )
}

function send(response, text) {
  response.writeHead(200, ['content-type', 'application/json', 'content-length', text.length])
  response.end(text)
}

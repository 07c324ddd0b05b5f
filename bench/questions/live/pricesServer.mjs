import { buildSubgraphSchema } from '@apollo/subgraph'
import { execute, graphql, parse } from 'graphql'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { announce } from '../../kit/setting.mjs'
import { EVENTS_PER_SECOND, SUBGRAPHS } from './prices.mjs'

const schemas = {
  prices: buildSubgraphSchema({ typeDefs: parse(SUBGRAPHS.prices.sdl) }),
  shops: buildSubgraphSchema({
    typeDefs: parse(SUBGRAPHS.shops.sdl),
    resolvers: { Shop: { __resolveReference: ({ id }) => ({ id, name: `Shop ${id}` }) } },
  }),
}

/** The open streams by the text of their operation, which is executed once for all who ask alike. */
const streams = new Map()

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://subgraphs')
  const schema = schemas[pathname.slice(1)]
  // Some gateways ask for streams by GET.
  const { query, variables } =
    request.method === 'GET' ? { query: searchParams.get('query') } : JSON.parse(await text(request))
  if (request.headers.accept?.includes('text/event-stream') && query.includes('subscription')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(':\n\n')
    const alike = streams.get(query) ?? new Set()
    streams.set(query, alike.add(response))
    response.once('close', () => alike.delete(response))
    return
  }
  const result = await graphql({ schema, source: query, variableValues: variables })
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
})

let number = 0
setInterval(() => {
  const rootValue = { priceChanged: { at: Date.now(), number: ++number, shop: { id: 'a' } } }
  for (const [query, alike] of streams) {
    if (alike.size === 0) continue
    const result = execute({ schema: schemas.prices, document: parse(query), rootValue })
    const event = `event: next\ndata: ${JSON.stringify(result)}\n\n`
    for (const response of alike) response.write(event)
  }
}, 1_000 / EVENTS_PER_SECOND)

server.listen(0, '127.0.0.1', () => announce({ url: `http://127.0.0.1:${server.address().port}` }))

import { createServer } from 'node:http'
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime'
import { unifiedGraphHandler } from '@graphql-hive/router-runtime'
import InMemoryLRUCache from '@graphql-mesh/cache-inmemory-lru'
import http from '@graphql-mesh/transport-http'
import { announce, readSetting } from '../kit/setting.mjs'

const { supergraph, planner, joinSubgraphCalls, joinClientRequests, cacheSeconds, tellsParts } = readSetting()

const gateway = createGatewayRuntime({
  supergraph,
  logging: 'error',
  deferStream: tellsParts === true,
  transports: { http },
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: joinSubgraphCalls } } },
  inboundInflightRequestDeduplication: joinClientRequests,
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get('authorization') ?? '' }),
  },
  ...(planner === 'rust' ? { unifiedGraphHandler } : {}),
  ...(cacheSeconds === undefined
    ? {}
    : {
        cache: new InMemoryLRUCache(),
        responseCaching: { session: () => null, ttl: cacheSeconds * 1000 },
      }),
})
const server = createServer(gateway)
server.listen(0, '127.0.0.1', () => announce({ url: `http://127.0.0.1:${server.address().port}/graphql` }))

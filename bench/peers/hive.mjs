import { createServer } from 'node:http'
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime'
import { unifiedGraphHandler } from '@graphql-hive/router-runtime'
import http from '@graphql-mesh/transport-http'
import { announce, readSetting } from '../kit/setting.mjs'

const { supergraph, planner, joinSubgraphCalls, joinClientRequests } = readSetting()

const gateway = createGatewayRuntime({
  supergraph,
  logging: 'error',
  transports: { http },
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: joinSubgraphCalls } } },
  inboundInflightRequestDeduplication: joinClientRequests,
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get('authorization') ?? '' }),
  },
  ...(planner === 'rust' ? { unifiedGraphHandler } : {}),
})
const server = createServer(gateway)
server.listen(0, '127.0.0.1', () => announce({ url: `http://127.0.0.1:${server.address().port}/graphql` }))

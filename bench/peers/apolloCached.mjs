import { readFileSync } from 'node:fs'
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import responseCache from '@apollo/server-plugin-response-cache'
import { startStandaloneServer } from '@apollo/server/standalone'
import { KeyvAdapter } from '@apollo/utils.keyvadapter'
import KeyvRedis from '@keyv/redis'
import { Keyv } from 'keyv'
import { announce, readSetting } from '../kit/setting.mjs'

const { supergraph, redis, cacheSeconds, inMemory = false } = readSetting()
if (redis === undefined && !inMemory) throw new Error('Error: this machine has no redis-server.')

class KeepingDataSource extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    if (context.authorization) request.http.headers.set('authorization', context.authorization)
  }

  /** It keeps an answer for as long as its subgraphs say, and ours say nothing. */
  didReceiveResponse({ response }) {
    response.http.headers.set('cache-control', `max-age=${cacheSeconds}`)
    return response
  }
}

const server = new ApolloServer({
  gateway: new ApolloGateway({
    supergraphSdl: readFileSync(supergraph, 'utf8'),
    buildService: ({ url }) => new KeepingDataSource({ url }),
  }),
  ...(!inMemory && { cache: new KeyvAdapter(new Keyv(new KeyvRedis(redis))) }),
  plugins: [responseCache()],
})
const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async ({ req }) => ({ authorization: req.headers.authorization }),
})
announce({ url })

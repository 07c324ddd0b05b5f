import gateway from '@mercuriusjs/gateway'
import fastify from 'fastify'
import { announce, readSetting } from '../../kit/setting.mjs'

const { subgraphs } = readSetting()

const app = fastify()
await app.register(gateway, {
  jit: 1,
  gateway: {
    services: Object.entries(subgraphs).map(([name, url]) => ({
      name,
      url: `${url}/federation1`,
      rewriteHeaders: ({ authorization }) => (authorization ? { authorization } : {}),
    })),
  },
})
await app.listen({ port: 0, host: '127.0.0.1' })
announce({ url: `http://127.0.0.1:${app.server.address().port}/graphql` })

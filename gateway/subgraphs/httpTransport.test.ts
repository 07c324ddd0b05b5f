import { once } from 'node:events'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, expect, it } from 'vitest'
import { createScheduler } from '../../kit/concurrency/scheduler.ts'
import { fetchArguments } from '../../test/kit/fetchArguments.ts'
import type { HttpSubgraph } from './httpTransport.ts'
import { createHttpTransport } from './httpTransport.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of leftovers.splice(0)) await close()
})

it('posts the body with its headers and reads the answer', async () => {
  const met: { request: IncomingMessage; body: string }[] = []
  const { call } = await start(
    async (request, response) => {
      met.push({ request, body: await text(request) })
      response.end('{"data":{"name":"澳門"}}')
    },
    { secret: 'shared between us' },
  )
  const { data, bytes } = await call(...fetchArguments({ headers: { authorization: 'Bearer 1' } }))
  expect(data).toEqual({ name: '澳門' })
  expect(bytes).toBe(Buffer.byteLength('{"data":{"name":"澳門"}}'))
  const [{ request, body } = { request: undefined, body: '' }] = met
  expect(body).toBe('{"query":"{name}","variables":{}}')
  expect(request?.method).toBe('POST')
  expect(request?.headers).toMatchObject({
    'content-type': 'application/json',
    authorization: 'Bearer 1',
    'x-gateway-secret': 'shared between us',
    'x-request-id': 'request-1',
  })
})

it('does not let a client speak with the secret of the gateway', async () => {
  const secrets: unknown[] = []
  const { call } = await start(
    (request, response) => {
      secrets.push(request.headers['x-gateway-secret'])
      response.end('{"data":{}}')
    },
    { secret: 'the right one' },
  )
  await call(...fetchArguments({ headers: { 'x-gateway-secret': 'a guess' } }))
  expect(secrets).toEqual(['the right one'])
})

it('believes a GraphQL response with an error status', async () => {
  const { call } = await start((_, response) => response.writeHead(400).end('{"errors":[{"message":"bad"}]}'))
  expect((await call(...fetchArguments())).errors).toEqual([
    { message: 'bad', path: undefined, extensions: { code: 'SUBGRAPH_ERROR' } },
  ])
})

it.each<[string, RequestListener, string]>([
  ['an error page', (_, response) => void response.writeHead(503).end('<html>'), 'SUBGRAPH_UNREACHABLE'],
  ['text that is not JSON', (_, response) => void response.end('hello'), 'SUBGRAPH_MALFORMED'],
  ['a connection that breaks', (request) => void request.socket.destroy(), 'SUBGRAPH_UNREACHABLE'],
  [
    'an answer that breaks off',
    (_, response) =>
      void response.writeHead(200, { 'content-length': '99' }).write('{"d', () => response.destroy()),
    'SUBGRAPH_UNREACHABLE',
  ],
  [
    'an answer that is too large',
    (_, response) => void response.end(`{"data":{"a":"${'x'.repeat(5_000)}"}}`),
    'SUBGRAPH_MALFORMED',
  ],
])('tells of %s without the address', async (_, listener, code) => {
  const { call, url } = await start(listener, { maxBytes: 1_000 })
  const error: unknown = await call(...fetchArguments()).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code, details: { subgraph: 'stock' } })
  expect(String(error)).toContain('"stock"')
  expect(String(error)).not.toContain(new URL(url).port)
})

it('tells of a subgraph that is not there', async () => {
  const { call } = createTransport({ subgraph: 'stock', url: 'http://127.0.0.1:1/graphql' })
  await expect(call(...fetchArguments())).rejects.toMatchObject({
    code: 'SUBGRAPH_UNREACHABLE',
    message: 'Subgraph "stock" could not be reached.',
  })
})

it('drops the connection when the request is given up', async () => {
  const given = new AbortController()
  const { call, server } = await start(() => given.abort())
  const connected = once(server, 'connection')
  await expect(call(...fetchArguments({ signal: given.signal }))).rejects.toMatchObject({
    code: 'SUBGRAPH_TIMEOUT',
  })
  const [socket] = await connected
  if (!socket.destroyed) await once(socket, 'close')
})

it('keeps its connections open from one request to the next', async () => {
  const sockets = new Set<unknown>()
  const { call } = await start((request, response) => {
    sockets.add(request.socket)
    response.end('{"data":{}}')
  })
  for (let count = 0; count < 20; count++) await call(...fetchArguments())
  expect(sockets.size).toBeLessThanOrEqual(2)
})

async function start(listener: RequestListener, options: Partial<HttpSubgraph> = {}) {
  const server: Server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/graphql`
  leftovers.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  return { ...createTransport({ subgraph: 'stock', url, ...options }), url, server }
}

function createTransport(options: Omit<HttpSubgraph, 'scheduler'>) {
  const transport = createHttpTransport({ ...options, scheduler: createScheduler() })
  leftovers.unshift(() => transport.close())
  return transport
}

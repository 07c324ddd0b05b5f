import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { createScheduler } from '../../kit/concurrency/scheduler.ts'
import { fetchArguments } from '../../test/kit/fetchArguments.ts'
import { startListener, startSocketListener, type Listening } from '../../test/kit/listener.ts'
import { Connections, type Connection } from './connections.ts'
import { createHttpTransport } from './httpTransport.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of leftovers.splice(0)) await close()
})

const keep = (listening: Listening): Listening => {
  leftovers.push(listening.stop)
  return listening
}

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"data":{}}'

it.each([
  ['a used connection is reset before an answer', 1, (socket: Socket) => socket.resetAndDestroy(), 0],
  ['a used connection is closed before an answer', 1, (socket: Socket) => socket.end(), 0],
  ['a new connection is reset', 0, (socket: Socket) => socket.resetAndDestroy(), undefined],
  ['a used connection is reset within an answer', 1, (socket: Socket) => breakOff(socket), undefined],
])('tells whether a query may be sent once more: %s', async (_, answers, fail, retryAfterMs) => {
  const { url } = keep(
    await startSocketListener((socket) => {
      let requests = 0
      socket.on('data', () => (requests++ < answers ? socket.write(OK) : fail(socket)))
    }),
  )
  const { call } = createTransport(url)
  for (let sent = 0; sent < answers; sent++) await call(...fetchArguments())
  await expect(call(...fetchArguments())).rejects.toMatchObject({
    code: 'SUBGRAPH_UNREACHABLE',
    facts: { isOutage: true, isUnsent: false, retryAfterMs },
  })
})

it('sends what waits for a connection on the one that is free next', async () => {
  const open: (() => void)[] = []
  const arrived = new EventTarget()
  let sockets = 0
  const listening = keep(
    await startListener((_, response) => {
      open.push(() => response.end('{"data":{}}'))
      arrived.dispatchEvent(new Event('request'))
    }),
  )
  listening.server.on('connection', () => sockets++)
  const { call } = createTransport(listening.url, { connections: 1 })
  const first = once(arrived, 'request')
  const calls = [call(...fetchArguments()), call(...fetchArguments())]
  await first
  const second = once(arrived, 'request')
  expect(open).toHaveLength(1)
  open[0]?.()
  await second
  open[1]?.()
  expect(await Promise.all(calls)).toHaveLength(2)
  expect(sockets).toBe(1)
})

it('does not send a request that was given up while it waited for a connection', async () => {
  let requests = 0
  let answer = () => {}
  const listening = keep(
    await startListener((_, response) => {
      requests++
      answer = () => void response.end('{"data":{}}')
      listening.server.emit('asked')
    }),
  )
  const { call } = createTransport(listening.url, { connections: 1 })
  const asked = once(listening.server, 'asked')
  const first = call(...fetchArguments())
  const given = new AbortController()
  const second = call(...fetchArguments({ signal: given.signal }))
  given.abort()
  await expect(second).rejects.toMatchObject({ code: 'SUBGRAPH_TIMEOUT' })
  await asked
  answer()
  await first
  await setImmediate()
  expect(requests).toBe(1)
})

it('uses no connection longer than its lifetime', () => {
  let time = 0
  const connections = new Connections('http://127.0.0.1:1', { max: 2, lifetimeMs: 1_000, now: () => time })
  leftovers.push(() => connections.close())
  const use = () => {
    const used: Connection[] = []
    connections.use((connection) => used.push(connection))
    const [connection] = used
    if (connection === undefined) throw new Error('No connection was free.')
    connections.release(connection)
    return connection
  }
  const first = use()
  time = 999
  expect(use()).toBe(first)
  time = 1_000
  const second = use()
  expect(second).not.toBe(first)
  expect(first.client.closed).toBe(true)
  // Those that are opened later end earlier, lest all end together.
  time = 1_990
  expect(use()).not.toBe(second)
})

it('finds the new machine behind an address once the old connection has lived', async () => {
  const machine = (name: string) =>
    startListener((_, response) => response.end(`{"data":{"name":"${name}"}}`))
  const old = await machine('old')
  const { call } = createTransport(old.url, { connectionLifetimeMs: 1 })
  expect((await call(...fetchArguments())).data).toEqual({ name: 'old' })
  await old.stop()
  const port = Number(new URL(old.url).port)
  const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 23\r\n\r\n{"data":{"name":"new"}}'
  keep(await startSocketListener((socket) => socket.on('data', () => socket.write(answer)), port))
  expect((await call(...fetchArguments())).data).toEqual({ name: 'new' })
})

function breakOff(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"da', () => socket.destroy())
}

function createTransport(url: string, more: object = {}) {
  const transport = createHttpTransport({ subgraph: 'stock', url, scheduler: createScheduler(), ...more })
  leftovers.unshift(() => transport.close())
  return transport
}

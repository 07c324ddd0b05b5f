import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from '../../kit/log.ts'
import {
  answerJson,
  serve,
  USUAL_CONNECTION_LIMITS,
  type HttpService,
  type ServeOptions,
} from '../../kit/serve.ts'
import { startTestGateway } from '../kit/gateway.ts'
import { codeOf, sendRaw, statusOf } from './rawConnection.ts'

let service: HttpService | undefined
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await service?.stop()
})

/** Of the limits only those that a test is about are short. */
async function start(
  limits: Partial<NonNullable<ServeOptions['connections']>>,
  handle: ServeOptions['handle'] = async (_request, response) => answerJson(response, 200, { ok: true }),
): Promise<string> {
  service = await serve({
    host: '127.0.0.1',
    port: 0,
    drainMilliseconds: 100,
    log: createLog('test', 'silent'),
    handle,
    unreadiness: () => null,
    connections: { ...USUAL_CONNECTION_LIMITS, ...limits },
  })
  return service.url
}

function open(url: string): Socket {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname).on('error', () => {})
  sockets.push(socket)
  return socket
}

function closeOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve())
  })
}

const GET = 'GET / HTTP/1.1\r\nhost: a\r\n\r\n'
const POST = 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n'

describe('a connection', () => {
  it('without a request stays open for as long as is set, and is told so', async () => {
    const answer = await sendRaw(await start({ keepAliveMs: 1_000 }), GET)
    expect(statusOf(answer)).toBe(200)
    expect(answer).toMatch(/\r\nkeep-alive: timeout=1\r\n/i)
  })

  it('of the gateway stays open longer than those of usual balancers', async () => {
    const gateway = await startTestGateway()
    try {
      const { headers } = await gateway.send('/health/live')
      expect(headers['keep-alive']).toBe('timeout=65')
    } finally {
      await gateway.stop()
    }
  })

  it.each<[string, Partial<ServeOptions['connections']>, string]>([
    ['that says nothing', { headersMs: 100 }, ''],
    ['with half a head', { headersMs: 100 }, 'GET / HTTP/1.1\r\nhost: a\r\nx-ha'],
    ['with half a body', { requestMs: 100 }, `${POST}12345`],
  ])('%s is ended, with 408 in JSON', async (_what, limits, text) => {
    const url = await start({ ...limits }, async (request, response) => {
      for await (const _ of request);
      answerJson(response, 200, {})
    })
    const answer = await sendRaw(url, text)
    expect([statusOf(answer), codeOf(answer)]).toEqual([408, 'REQUEST_TIMEOUT'])
  })

  it('with one byte of its head at a time is ended too', async () => {
    const url = await start({ headersMs: 200 })
    const socket = open(url)
    const drip = setInterval(() => socket.write('x'), 20)
    socket.write('GET / HTTP/1.1\r\nhost: a\r\nx-slow: ')
    await closeOf(socket)
    clearInterval(drip)
    expect(socket.readyState).toBe('closed')
  })

  it('whose client reads nothing is ended', async () => {
    let end: () => void = () => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    const url = await start({ stalledMs: 200 }, async (_request, response) => {
      response.on('close', end)
      response.end(Buffer.alloc(50_000_000))
    })
    const socket = open(url).pause()
    socket.write(GET)
    await ended
    await closeOf(socket.resume())
    expect(socket.bytesRead).toBeLessThan(50_000_000)
  })

  it('does not pile up: of three hundred that are half open none is left, and others are served meanwhile', async () => {
    const url = await start({ headersMs: 300 })
    const halfOpen = Array.from({ length: 300 }, () => open(url))
    const closed = halfOpen.map((socket) => closeOf(socket.resume()))
    for (const socket of halfOpen) socket.write('GET / HTTP/1.1\r\n')
    const answer = await sendRaw(url, 'GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')
    expect(statusOf(answer)).toBe(200)
    await Promise.all(closed)
  })
})

describe('where there may be two connections', () => {
  it('a third is closed at once, and served when one of them is gone', async () => {
    const url = await start({ max: 2 })
    const kept = [open(url), open(url)]
    for (const socket of kept) {
      socket.write(GET)
      await once(socket, 'data')
    }
    expect(await sendRaw(url, GET)).toBe('')
    const [first] = kept
    first?.end()
    if (first) await closeOf(first)
    await expect
      .poll(() => sendRaw(url, 'GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n').then(statusOf))
      .toBe(200)
  })
})

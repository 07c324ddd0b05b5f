import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { EventEmitter, once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { createDeadlines, type Deadlines } from '../../kit/concurrency/deadlines.ts'
import { createScheduler } from '../../kit/concurrency/scheduler.ts'
import { fetchArguments } from '../../test/kit/fetchArguments.ts'
import { startListener, startSocketListener } from '../../test/kit/listener.ts'
import { createHttpTransport } from './httpTransport.ts'
import { withRetry, type RetryBudget } from './withRetry.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of leftovers.splice(0)) await close()
})

const USUAL: RetryBudget = { share: 0.1, burst: 10 }
const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"data":{}}'

describe('a connection is reset before the first byte of an answer', () => {
  it('a query that came upon a used one is sent once more', async () => {
    const { call, requests } = await startResetting({ answersOf: (connection) => (connection === 0 ? 1 : 2) })
    await call(...fetchArguments())
    expect((await call(...fetchArguments())).data).toEqual({})
    expect(requests()).toBe(3)
  })

  it('a query that came upon a new one is not', async () => {
    const { call, requests } = await startResetting({ answersOf: () => 0 })
    await expect(call(...fetchArguments())).rejects.toMatchObject({ code: 'SUBGRAPH_UNREACHABLE' })
    expect(requests()).toBe(1)
  })

  it('a mutation is not', async () => {
    const { call, requests } = await startResetting({ answersOf: () => 1 })
    await call(...fetchArguments())
    await expect(call(...fetchArguments({ operation: 'mutation' }))).rejects.toMatchObject({
      code: 'SUBGRAPH_UNREACHABLE',
    })
    expect(requests()).toBe(2)
  })
})

describe('a subgraph asks for another moment', () => {
  const busyOnce =
    (status: number, retryAfter: string | undefined) => (count: number, response: ServerResponse) => {
      if (count > 1) return response.end('{"data":{"name":"a"}}')
      if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
      return response.writeHead(status).end('{"errors":[{"message":"busy"}]}')
    }

  it.each([
    [502, '0'],
    [503, '0'],
    [504, '0'],
    [503, new Date(0).toUTCString()],
  ])('a query is sent once more after %s with Retry-After: %s', async (status, retryAfter) => {
    const { call, requests } = await startAnswering(busyOnce(status, retryAfter))
    expect((await call(...fetchArguments())).data).toEqual({ name: 'a' })
    expect(requests()).toBe(2)
  })

  it.each([
    [503, '2'],
    [503, '2100-01-01'],
    [503, 'soon'],
    [500, '0'],
    [429, '0'],
    [503, undefined],
  ])('but not after %s with Retry-After: %s', async (status, retryAfter) => {
    const { call, requests } = await startAnswering(busyOnce(status, retryAfter))
    const { errors } = await call(...fetchArguments())
    expect(errors).toMatchObject([{ message: 'busy' }])
    expect(requests()).toBe(1)
  })

  it('nor is a mutation', async () => {
    const { call, requests } = await startAnswering(busyOnce(503, '0'))
    await expect(call(...fetchArguments({ operation: 'mutation' }))).rejects.toMatchObject({
      code: 'SUBGRAPH_UNREACHABLE',
      message: 'Subgraph "stock" answered with HTTP status 503.',
    })
    expect(requests()).toBe(1)
  })

  it('a query waits as long as it is asked to', async () => {
    const pauses: { milliseconds: number; end: () => void }[] = []
    const paused = new EventEmitter()
    const byHand: Deadlines = {
      start(milliseconds, end) {
        pauses.push({ milliseconds, end })
        paused.emit('pause')
        return { end() {} }
      },
    }
    const { call, requests } = await startAnswering(busyOnce(503, '1'), USUAL, byHand)
    const pausing = once(paused, 'pause')
    const asked = call(...fetchArguments())
    await pausing
    expect(pauses).toMatchObject([{ milliseconds: 1_000 }])
    expect(requests()).toBe(1)
    pauses[0]?.end()
    expect((await asked).data).toEqual({ name: 'a' })
    expect(requests()).toBe(2)
  })

  it('no query is sent a third time', async () => {
    const { call, requests } = await startAnswering(alwaysBusy('0'))
    await expect(call(...fetchArguments())).rejects.toMatchObject({ code: 'SUBGRAPH_UNREACHABLE' })
    expect(requests()).toBe(2)
  })

  it('a query is not sent again once its caller has given up', async () => {
    const { call, requests, arrivals } = await startAnswering(alwaysBusy('1'))
    const caller = new AbortController()
    const arrived = once(arrivals, 'answered')
    const asked = call(...fetchArguments({ signal: caller.signal }))
    await arrived
    caller.abort()
    await expect(asked).rejects.toMatchObject({ code: 'SUBGRAPH_TIMEOUT' })
    expect(requests()).toBe(1)
  })

  it('a tenth of all calls may be sent again, and a few at once', async () => {
    const { call, requests } = await startAnswering(alwaysBusy('0'), { share: 0.125, burst: 2 })
    for (let count = 0; count < 32; count++) await call(...fetchArguments()).catch(() => {})
    // Two at first, and an eighth of the 31 that came after the first of them.
    expect(requests()).toBe(32 + 2 + 3)
  })
})

function alwaysBusy(retryAfter: string) {
  return (_: number, response: ServerResponse) => response.writeHead(503, { 'retry-after': retryAfter }).end()
}

async function startAnswering(
  answer: (count: number, response: ServerResponse) => unknown,
  budget: RetryBudget = USUAL,
  deadlines: Deadlines = createDeadlines(),
) {
  let count = 0
  const { url, stop, server } = await startListener((_, response) => {
    response.on('finish', () => server.emit('answered'))
    answer(++count, response)
  })
  leftovers.push(stop)
  return { call: callAt(url, budget, deadlines), requests: () => count, arrivals: server }
}

/** Each connection answers so many requests and is reset by the next. */
async function startResetting({ answersOf }: { answersOf: (connection: number) => number }) {
  let [count, connections] = [0, 0]
  const { url, stop } = await startSocketListener((socket: Socket) => {
    const most = answersOf(connections++)
    let answered = 0
    socket.on('data', () => {
      count++
      if (answered++ < most) socket.write(OK)
      else socket.resetAndDestroy()
    })
  })
  leftovers.push(stop)
  return { call: callAt(url, USUAL, createDeadlines()), requests: () => count }
}

function callAt(url: string, budget: RetryBudget, deadlines: Deadlines) {
  const { call, close } = createHttpTransport({ subgraph: 'stock', url, scheduler: createScheduler() })
  leftovers.unshift(close)
  return withRetry(budget, deadlines)(call)
}

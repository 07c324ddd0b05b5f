import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Breaker } from './breaker.ts'

const TIMES = { budget: 150, pause: 20 }
const never = () => new Promise<never>(() => {})

/** Says over and over what it is told, as another process would. */
let echo: Server
let socket: Socket
beforeAll(async () => {
  echo = createServer((peer) => peer.pipe(peer)).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  const address: AddressInfo | string | null = echo.address()
  if (address === null || typeof address === 'string') throw new Error('The echo has no port.')
  socket = connect(address.port, '127.0.0.1')
  await once(socket, 'connect')
})
afterAll(() => {
  socket.destroy()
  echo.close()
})

describe('a breaker', () => {
  it('waits no longer than its budget, and then for nothing until all is well', async () => {
    let isWell = false
    const breaker = createBreaker(async () => {
      if (!isWell) throw new Error('not yet')
    })
    const begun = performance.now()
    expect(await breaker.run(never)).toBeUndefined()
    expect(performance.now() - begun).toBeGreaterThan(140)
    expect(performance.now() - begun).toBeLessThan(400)
    expect(await breaker.run(async () => 'done')).toBeUndefined()
    isWell = true
    await expect.poll(() => breaker.isOpen, { timeout: 2_000 }).toBe(false)
    expect(await breaker.run(async () => 'done')).toBe('done')
  })

  it('does not hold against the other side that this process was busy itself', async () => {
    const breaker = createBreaker(never)
    const reply = breaker.run(askEcho)
    keepBusy(400)
    expect(await reply).toBe('hello')
    expect(breaker.isOpen).toBe(false)
  })

  it('opens for a fault and not for a refusal', async () => {
    const fail = (message: string) => () => Promise.reject(new Error(message))
    const breaker = createBreaker(never)
    expect(await breaker.run(fail('refused'))).toBeUndefined()
    expect(breaker.isOpen).toBe(false)
    expect(await breaker.run(fail('lost'))).toBeUndefined()
    expect(breaker.isOpen).toBe(true)
    breaker.stop()
  })
})

function createBreaker(probe: () => Promise<unknown>): Breaker {
  return new Breaker(TIMES, probe, (error) => error instanceof Error && error.message === 'refused')
}

async function askEcho(): Promise<string> {
  socket.write('hello')
  const [data]: unknown[] = await once(socket, 'data')
  return String(data)
}

function keepBusy(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

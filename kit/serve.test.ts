import { connect } from 'node:net'
import { Agent, request } from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from './log.ts'
import { answerJson, serve, type HttpService, type ServeOptions } from './serve.ts'

let service: HttpService | undefined
afterEach(() => service?.stop())

async function start(options: Partial<ServeOptions>): Promise<string> {
  service = await serve({
    host: '127.0.0.1',
    port: 0,
    drainMilliseconds: 2_000,
    log: createLog('test', 'silent'),
    handle: async (_request, response) => answerJson(response, 200, { ok: true }),
    unreadiness: () => null,
    ...options,
  })
  return service.url
}

async function get(url: string): Promise<{ status: number; body: unknown }> {
  const { statusCode, body } = await request(url)
  return { status: statusCode, body: JSON.parse((await body.text()) || 'null') }
}

describe('an HTTP service', () => {
  it('is live, and ready unless it says why not', async () => {
    let reason: string | null = null
    const url = await start({ unreadiness: () => reason })
    expect(await get(`${url}/health/live`)).toEqual({ status: 200, body: { status: 'live' } })
    expect(await get(`${url}/health/ready`)).toEqual({ status: 200, body: { status: 'ready' } })
    reason = 'the database is away'
    expect(await get(`${url}/health/ready`)).toEqual({
      status: 503,
      body: { status: 'not ready', reason: 'the database is away' },
    })
  })

  it('stays up when a client that asks for another protocol resets the connection', async () => {
    const closed = new Promise((resolve) => {
      void start({
        upgrade(_request, socket) {
          socket.once('close', resolve)
          socket.destroy(Object.assign(new Error('write ECONNRESET'), { code: 'ECONNRESET' }))
        },
      }).then((url) => {
        const client = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined)
        client.write('GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
      })
    })
    await closed
    expect(await get(`${service?.url}/health/live`)).toEqual({ status: 200, body: { status: 'live' } })
  })

  it('answers 500 and stays up when a handler fails', async () => {
    const url = await start({ handle: () => Promise.reject(new Error('broken')) })
    expect((await get(url)).status).toBe(500)
    expect((await get(`${url}/health/live`)).status).toBe(200)
  })

  it('finishes the requests under way before it stops', async () => {
    let finish: () => void = () => undefined
    const begun = new Promise<void>((resolve) => {
      finish = resolve
    })
    let release: () => void = () => undefined
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const url = await start({
      async handle(_request, response) {
        finish()
        await released
        answerJson(response, 200, { late: true })
      },
    })
    const answer = get(url)
    await begun
    const stopped = service?.stop()
    release()
    expect(await answer).toEqual({ status: 200, body: { late: true } })
    await stopped
    // Nobody listens, or the connection that was kept for the next request is being closed.
    await expect(get(url)).rejects.toThrow(/ECONNREFUSED|ECONNRESET|other side closed/)
  })

  it('is unready first, then takes no connections, and answers for the last time on those that there are', async () => {
    const url = await start({ drainDelayMilliseconds: 500 })
    const kept = new Agent({ connections: 1 })
    const ask = async (path: string, dispatcher: Agent) => {
      const { statusCode, headers, body } = await request(url + path, { dispatcher })
      await body.dump()
      return [statusCode, headers.connection]
    }
    const probe = async () => {
      const prober = new Agent({ pipelining: 0 })
      return ask('/health/ready', prober).finally(() => prober.close())
    }
    expect(await ask('/', kept)).toEqual([200, 'keep-alive'])
    const stopped = service?.stop()
    for (const answer of [await probe(), await probe()]) expect(answer).toEqual([503, 'close'])
    expect(await ask('/', kept)).toEqual([200, 'keep-alive'])
    await expect.poll(() => probe().catch((error: Error) => String(error))).toContain('ECONNREFUSED')
    expect(await ask('/', kept)).toEqual([200, 'close'])
    await stopped
    await kept.close()
  })

  it('closes what does not finish within the drain time', async () => {
    let finish: () => void = () => undefined
    const begun = new Promise<void>((resolve) => {
      finish = resolve
    })
    const url = await start({ drainMilliseconds: 50, handle: () => new Promise(() => finish()) })
    const answer = get(url).catch(() => 'closed')
    await begun
    await service?.stop()
    expect(await answer).toBe('closed')
  })
})

import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createHooks, type Hooks } from './hooks.ts'
import { hookRules, hookVariables, toHookSettings } from './hookSettings.ts'
import { createPostHook } from './postHook.ts'
import { isPrivateAddress } from './privateAddress.ts'

const SECRETS = ['a secret of many letters', 'the secret before this one']
const NOW = new Date('2026-11-28T00:00:00Z')

interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A receiver that answers with these status codes in turn, then with 204. */
async function startReceiver(codes: readonly number[] = [], location?: string) {
  const received: Received[] = []
  const waiting: (() => void)[] = []
  const server: Server = createServer(async (request, response) => {
    received.push({ path: request.url ?? '', headers: request.headers, body: await text(request) })
    response.writeHead(codes[received.length - 1] ?? 204, location === undefined ? {} : { location }).end()
    for (const look of waiting) look()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closings.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => received.length >= count && resolve()
      waiting.push(look)
      look()
    })
  return { received, until, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}/hook`, port }
}

const closings: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close()
})

function open(url: string, privateHosts: readonly string[], wait?: () => Promise<void>) {
  const settings = { urls: [url], secrets: SECRETS, privateHosts: new Set(privateHosts) }
  const lines: Record<string, unknown>[] = []
  const pauses: number[] = []
  const logged: { resolve?: () => void } = {}
  const hooks: Hooks = createHooks(settings, {
    ...createPostHook(settings),
    now: () => NOW,
    random: () => 1,
    wait: wait ?? (async (milliseconds) => void pauses.push(milliseconds)),
    log: pino(
      {},
      {
        write(line: string) {
          lines.push(JSON.parse(line))
          logged.resolve?.()
        },
      },
    ),
  })
  closings.push(() => hooks.stop())
  const untilLogged = () =>
    lines.length > 0 ? Promise.resolve() : new Promise<void>((resolve) => (logged.resolve = resolve))
  return { hooks, lines, pauses, untilLogged }
}

const EVENT = { type: 'graph.published', subject: 'v2', data: { supergraph: 'v2' } } as const

/** By another road than the code's: the Web's own cryptography. */
async function hmac(secret: string, message: string): Promise<string> {
  const usage = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), usage, false, ['sign'])
  return Buffer.from(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(message))).toString('hex')
}

describe('a hook', () => {
  it('is signed with its time by each secret', async () => {
    const { received, until, host, url } = await startReceiver()
    open(url, [host]).hooks.tell(EVENT)
    await until(1)
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = received
    expect(path).toBe('/hook')
    expect(JSON.parse(body)).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      type: 'graph.published',
      at: '2026-11-28T00:00:00.000Z',
      data: { supergraph: 'v2' },
    })
    const [first, second] = await Promise.all(SECRETS.map((secret) => hmac(secret, `1795824000.${body}`)))
    expect(headers['x-graph-signature']).toBe(`t=1795824000,v1=${first},v1=${second}`)
  })

  it('comes again, later each time, until it is taken; and the next follows it', async () => {
    const { received, until, host, url } = await startReceiver([503, 429, 500])
    const { hooks, pauses } = open(url, [host])
    hooks.tell(EVENT)
    hooks.tell({ ...EVENT, subject: 'v3' })
    await until(5)
    const ids = received.map(({ body }) => JSON.parse(body).id)
    expect(new Set(ids.slice(0, 4)).size).toBe(1)
    expect(ids[4]).not.toBe(ids[0])
    expect(pauses).toEqual([1_000, 2_000, 4_000])
  })

  it('has the same id from every process', async () => {
    const { received, until, host, url } = await startReceiver()
    open(url, [host]).hooks.tell(EVENT)
    open(url, [host]).hooks.tell(EVENT)
    await until(2)
    expect(new Set(received.map(({ body }) => JSON.parse(body).id)).size).toBe(1)
  })

  it.each([400, 401, 410, 302])(
    'that is answered with %i is not sent again, nor anywhere else',
    async (code) => {
      const elsewhere = await startReceiver()
      const { received, host, url } = await startReceiver([code], elsewhere.url)
      const { hooks, lines, untilLogged } = open(url, [host])
      hooks.tell(EVENT)
      await untilLogged()
      expect([received.length, elsewhere.received.length]).toEqual([1, 0])
      expect(lines).toMatchObject([{ host, type: 'graph.published', msg: 'a hook was refused' }])
      expect(JSON.stringify(lines)).not.toContain('/hook')
    },
  )

  it('is taken by the status alone: an answer that never ends holds up nothing', async () => {
    const received: string[] = []
    const second = new Promise<void>((resolve) => {
      const server = createServer(async (request, response) => {
        received.push(JSON.parse(await text(request)).id)
        const drip = setInterval(() => response.write('.'), 50)
        closings.push(() => clearInterval(drip))
        response.writeHead(200)
        if (received.length === 2) resolve()
      })
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo
        const { hooks } = open(`http://127.0.0.1:${port}/hook`, [`127.0.0.1:${port}`])
        hooks.tell(EVENT)
        hooks.tell({ ...EVENT, subject: 'v3' })
      })
      closings.push(() => {
        server.closeAllConnections()
        server.close()
      })
    })
    await second
    expect(new Set(received).size).toBe(2)
  })

  it('is given up after ten attempts', async () => {
    const { received, host, url } = await startReceiver(Array.from({ length: 20 }, () => 503))
    const { hooks, lines, pauses, untilLogged } = open(url, [host])
    hooks.tell(EVENT)
    await untilLogged()
    expect([received.length, pauses.length, Math.max(...pauses)]).toEqual([10, 9, 256_000])
    expect(lines).toMatchObject([{ msg: 'a hook was given up' }])
  })

  it('waits in a queue that has an end', async () => {
    const { host, url } = await startReceiver([503])
    const { hooks, lines } = open(url, [host], () => new Promise(() => {}))
    for (let at = 0; at < 103; at++) hooks.tell({ ...EVENT, subject: `${at}` })
    expect(lines.map(({ msg }) => msg)).toEqual(
      Array.from({ length: 3 }, () => 'a hook was dropped: too many wait'),
    )
  })

  it('does not go to a name that leads into this machine, unless its host is listed', async () => {
    const { received, until, port } = await startReceiver()
    const { hooks, lines, untilLogged } = open(`http://localhost:${port}/hook`, [])
    hooks.tell(EVENT)
    await untilLogged()
    expect(lines).toMatchObject([{ msg: 'a hook was refused', attempt: 1 }])
    expect(received).toEqual([])
    open(`http://localhost:${port}/hook`, [`localhost:${port}`]).hooks.tell(EVENT)
    await until(1)
  })
})

describe('the settings of hooks', () => {
  const broken = (values: Readonly<Record<string, string>>) => {
    const read = z.object(hookVariables).parse(values)
    return hookRules.filter(({ holds }) => !holds(read)).map(({ variable }) => variable)
  }
  const secret = { HOOK_SECRETS: 'sixteen letters or more' }

  it.each<[Readonly<Record<string, string>>, readonly string[]]>([
    [{}, []],
    [{ ...secret, HOOK_URLS: 'https://bureau.example/hooks,https://other.example:8443/a' }, []],
    [{ ...secret, HOOK_URLS: 'http://10.0.0.7:9000/a', HOOK_PRIVATE_HOSTS: '10.0.0.7:9000' }, []],
    [{ ...secret, HOOK_URLS: 'http://bureau.example/hooks' }, ['HOOK_URLS']],
    [{ ...secret, HOOK_URLS: 'https://10.0.0.7/a' }, ['HOOK_URLS']],
    [{ ...secret, HOOK_URLS: 'https://[::1]/a' }, ['HOOK_URLS']],
    [{ ...secret, HOOK_URLS: 'http://10.0.0.7:9001/a', HOOK_PRIVATE_HOSTS: '10.0.0.7:9000' }, ['HOOK_URLS']],
    [{ ...secret, HOOK_URLS: 'https://a:b@bureau.example/' }, ['HOOK_URLS']],
    [{ ...secret, HOOK_URLS: 'file:///etc/passwd' }, ['HOOK_URLS']],
    [{ HOOK_URLS: 'https://bureau.example/' }, ['HOOK_SECRETS']],
    [{ HOOK_URLS: 'https://bureau.example/', HOOK_SECRETS: 'short' }, ['HOOK_SECRETS']],
  ])('%j are held to what is safe', (values, variables) => {
    expect(broken(values)).toEqual(variables)
  })

  it('are none without an address', () => {
    expect(toHookSettings(z.object(hookVariables).parse({}))).toBeUndefined()
  })
})

it.each<[string, boolean]>([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['255.255.255.255', true],
  ['8.8.8.8', false],
  ['::1', true],
  ['::', true],
  ['::ffff:127.0.0.1', true],
  ['::ffff:8.8.8.8', false],
  ['::127.0.0.1', true],
  ['64:ff9b::7f00:1', true],
  ['64:ff9b:1::a00:1', true],
  ['2002:a00:1::1', true],
  ['2001:0:a00:1::1', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['2001:4860:4860::8888', false],
])('%s is of a private network: %s', (address, isPrivate) => {
  expect(isPrivateAddress(address)).toBe(isPrivate)
})

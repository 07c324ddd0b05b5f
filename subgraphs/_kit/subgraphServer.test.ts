import { buildSchema } from 'graphql'
import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from '../../kit/log.ts'
import type { HttpService } from '../../kit/serve.ts'
import type { FeedReport } from './feed.ts'
import type { Subgraph } from './subgraph.ts'
import { serveSubgraph } from './subgraphServer.ts'

const running: HttpService[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()))
})

const REPORT: FeedReport = {
  id: 'hellos',
  title: { zh: null, pt: null, en: 'Hellos' },
  state: 'BUNDLED',
  intervalSeconds: 60,
  lastSuccessAt: null,
  lastAttemptAt: null,
  staleSince: null,
  lastError: null,
  accepted: 1,
  setAside: [],
  remarks: [],
}

function createGreeter(): Subgraph & { readonly events: string[] } {
  const events: string[] = []
  const schema = buildSchema('type Query { hello: String }')
  return {
    name: 'greeter',
    schema,
    servedSchema: async () => schema,
    events,
    createContext: () => ({}),
    reports: () => [REPORT],
    digest: () => '',
    watch: () => {},
    topics: [],
    searchables: async () => ({ tag: 'none', kinds: {} }),
    has: async () => [],
    findFeed: () => undefined,
    tried: async () => {},
    start: async () => void events.push('start'),
    stop: async () => void events.push('stop'),
  }
}

function serve(subgraph: Subgraph, gatewaySecrets: readonly string[], host = '127.0.0.1', port = 0) {
  return serveSubgraph(subgraph, {
    host,
    port,
    gatewaySecrets,
    drainMilliseconds: 0,
    log: createLog('test', 'silent'),
  })
}

async function start(gatewaySecrets: readonly string[] = []): Promise<string> {
  const service = await serve(createGreeter(), gatewaySecrets)
  running.push(service)
  return service.url
}

async function post(url: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  })
  const answer: unknown = await response.json()
  return { status: response.status, answer }
}

const QUESTION = '{"query":"{ __typename }"}'
const ANSWERED = { status: 200, answer: { data: { __typename: 'Query' } } }

describe('a served subgraph', () => {
  it('answers its gateway, and tells its feeds', async () => {
    const url = await start()
    expect(await post(`${url}/graphql`, QUESTION)).toEqual(ANSWERED)
    expect(await (await fetch(`${url}/feeds`)).json()).toEqual([REPORT])
  })

  it('tells what of its own is found, and no more than that to who has it already', async () => {
    const address = `${await start()}/searchables`
    const answer = await fetch(address)
    expect(await answer.json()).toEqual({ tag: 'none', kinds: {} })
    const etag = answer.headers.get('etag') ?? ''
    expect(etag).toBe('"none"')
    const again = (tag: string) => fetch(address, { headers: { 'if-none-match': tag } })
    expect((await again(etag)).status).toBe(304)
    expect((await again('"older"')).status).toBe(200)
  })

  it('leaves it to its schema how long an answer may be kept, and says that no header of a client changes it', async () => {
    const body = { method: 'POST', body: QUESTION, headers: { 'content-type': 'application/json' } }
    const { headers } = await fetch(`${await start()}/graphql`, body)
    expect(headers.get('cache-control')).toBeNull()
    expect(headers.get('vary')).toBe('x-gateway-secret')
  })

  it('answers any of its secrets and nobody else, on no address but health', async () => {
    const url = await start(['old', 'new'])
    for (const secret of ['old', 'new'])
      expect(await post(`${url}/graphql`, QUESTION, { 'x-gateway-secret': secret })).toEqual(ANSWERED)
    const refused = {
      status: 403,
      answer: {
        errors: [
          {
            message:
              'This subgraph answers its gateway only: the header x-gateway-secret is missing or wrong.',
          },
        ],
      },
    }
    expect(await post(`${url}/graphql`, QUESTION)).toEqual(refused)
    expect(await post(`${url}/graphql`, QUESTION, { 'x-gateway-secret': 'older' })).toEqual(refused)
    expect((await fetch(`${url}/feeds`)).status).toBe(403)
    expect((await fetch(`${url}/searchables`)).status).toBe(403)
    expect((await fetch(`${url}/elsewhere`)).status).toBe(403)
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)
  })

  it('without a secret serves on loopback only', async () => {
    await expect(serve(createGreeter(), [], '0.0.0.0')).rejects.toThrow(
      'GATEWAY_SECRETS: expected at least one secret when HOST is not loopback; got none with HOST=0.0.0.0.',
    )
  })

  it.each([
    ['no JSON', '{"query":'],
    ['more than 8 MiB', JSON.stringify({ query: ' '.repeat(8 * 1024 * 1024) })],
  ])('refuses a body that is %s', async (_, body) => {
    expect(await post(`${await start()}/graphql`, body)).toEqual({
      status: 400,
      answer: { errors: [{ message: 'The body is not JSON, or is larger than 8 MiB.' }] },
    })
  })

  it('has nothing at other addresses', async () => {
    expect((await fetch(`${await start()}/`)).status).toBe(404)
  })

  it.each(['text/plain', 'application/jsonp', 'multipart/form-data; boundary=x'])(
    'refuses a body of %s, which a page in a browser may send without asking',
    async (type) => {
      const sent = { method: 'POST', body: QUESTION, headers: { 'content-type': type } }
      const response = await fetch(`${await start()}/graphql`, sent)
      expect(response.status).toBe(415)
      expect(await response.json()).toEqual({
        errors: [{ message: `Expected a body of application/json; got "${type}".` }],
      })
    },
  )

  it('stops its sources with itself, and when it cannot be served', async () => {
    const first = createGreeter()
    const service = await serve(first, [])
    const port = Number(new URL(service.url).port)
    const second = createGreeter()
    await expect(serve(second, [], '127.0.0.1', port)).rejects.toThrow('EADDRINUSE')
    expect(second.events).toEqual(['start', 'stop'])
    await service.stop()
    expect(first.events).toEqual(['start', 'stop'])
  })
})

describe('the metrics of feeds', () => {
  async function readMetrics(metrics: boolean) {
    const service = await serveSubgraph(createGreeter(), {
      host: '127.0.0.1',
      port: 0,
      gatewaySecrets: ['a secret of the gateway'],
      metrics,
      drainMilliseconds: 0,
      log: createLog('test', 'silent'),
    })
    running.push(service)
    const response = await fetch(`${service.url}/metrics`)
    return { status: response.status, lines: (await response.text()).split('\n') }
  }

  it('are read without the secret where they are on', async () => {
    const { status, lines } = await readMetrics(true)
    expect(status).toBe(200)
    expect(lines.filter((line) => line.includes('hellos'))).toEqual([
      'feed_interval_seconds{feed="hellos"} 60',
      'feed_records{feed="hellos"} 1',
      'feed_records_set_aside{feed="hellos"} 0',
      'feed_state{feed="hellos",state="LIVE"} 0',
      'feed_state{feed="hellos",state="BUNDLED"} 1',
      'feed_state{feed="hellos",state="DEGRADED"} 0',
      'feed_state{feed="hellos",state="STALE"} 0',
      'feed_state{feed="hellos",state="FAILED"} 0',
    ])
  })

  it('are nobody’s but the gateway’s where they are off', async () => {
    expect((await readMetrics(false)).status).toBe(403)
  })
})

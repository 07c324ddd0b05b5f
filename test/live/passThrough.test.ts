import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { LEEWAY_SECONDS } from '../../gateway/access/token/verify.ts'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway, type RunningGateway } from '../../gateway/process/gateway.ts'
import type { GatewayFetcher } from '../../gateway/subgraphs/subgraphFetcher.ts'
import { createLocalTransport } from '../../gateway/subgraphs/localTransport.ts'
import { compose } from '../kit/federation/federation.ts'
import { defineSubgraph, type HonestSubgraph } from '../kit/federation/subgraph.ts'
import { startListener } from '../kit/listener.ts'
import { planHere } from '../kit/planHere.ts'
import { createCallers } from '../trust/callers.ts'
import { openStream, parseSse, type OpenStream } from './readStream.ts'
import { startTicker, type Ticker } from './ticker.ts'

const SECRET = 'a secret of the tests'

/** Another bureau, whose fields are fetched for each event. */
const shops = defineSubgraph(
  'shops',
  'type Query { shops: [Shop] } type Shop @key(fields: "id") { id: ID! name: String }',
  { Shop: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `Shop ${id}` }) } },
)

let ticker: Ticker
let gateway: RunningGateway
let folder: string
const streams: OpenStream[] = []

const localTransportOf = (subgraph: HonestSubgraph): GatewayFetcher =>
  createLocalTransport({ ...subgraph, createContext: () => ({}) })

async function start(
  environment: Readonly<Record<string, string>>,
  local: ReadonlyMap<string, GatewayFetcher> = new Map(),
  startPlanner: typeof planHere = planHere,
): Promise<void> {
  const file = join(folder, 'supergraph.graphql')
  await writeFile(file, compose([ticker.subgraph, shops]))
  gateway = await startGateway(
    readConfig({ PORT: '0', SUPERGRAPH_FILE: file, GATEWAY_SECRET: SECRET, ...environment }),
    pino({ level: 'silent' }),
    new Map([['shops', localTransportOf(shops)], ...local]),
    {},
    startPlanner,
  )
  await gateway.ready
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pass-'))
  ticker = await startTicker()
})
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close()
  await gateway.stop()
  await ticker.stop()
  await rm(folder, { recursive: true })
})

const PRICE = 'subscription { priceChanged(of: "a") { cents shop { name } } }'

async function open(query = PRICE, headers: Readonly<Record<string, string>> = {}): Promise<OpenStream> {
  const stream = await openStream(`${gateway.url}/graphql`, {
    body: { query },
    headers: { accept: 'text/event-stream', ...headers },
  })
  streams.push(stream)
  await stream.until((text) => text.includes('\n\n'))
  return stream
}

/** Serves another version of the graph: the ticker's schema with one part of it otherwise. */
async function swap(part: string, instead: string): Promise<void> {
  const sdl = ticker.subgraph.sdl.replace(part, instead)
  const file = join(folder, 'supergraph.graphql')
  await writeFile(`${file}.new`, compose([{ ...ticker.subgraph, sdl }, shops]))
  await rename(`${file}.new`, file)
}

const endOf = async (stream: OpenStream) => parseSse(await stream.ended).slice(-2)
const endedFor = (code: string) => [
  { id: undefined, event: 'next', data: expect.stringContaining(code) },
  { id: undefined, event: 'complete', data: '' },
]

const untilOpen = async (count: number): Promise<void> => {
  await expect.poll(() => ticker.open(), { timeout: 10_000 }).toBe(count)
}
const answersOf = (text: string): readonly unknown[] =>
  parseSse(text).flatMap(({ event, data }) => (event === 'next' ? [JSON.parse(data)] : []))
const untilAnswers = (stream: OpenStream, count: number) =>
  stream.until((text) => answersOf(text).length >= count).then(answersOf)
const priceOf = (cents: number) => ({ data: { priceChanged: { cents, shop: { name: 'Shop a' } } } })

describe.each([
  ['SSE', () => ({ SUBGRAPH_URLS: `ticker=${ticker.sseUrl}` })],
  [
    'WebSocket',
    () => ({
      SUBGRAPH_URLS: `ticker=${ticker.sseUrl}`,
      SUBGRAPH_WEBSOCKETS: `ticker=${ticker.webSocketUrl}`,
    }),
  ],
])('a subscription that a subgraph serves itself over %s', (_, environment) => {
  beforeEach(() => start({ FORWARD_HEADERS: 'x-tenant', ...environment() }))

  it('is passed through, and the rest of the plan is run for each event', async () => {
    const stream = await open(PRICE, { 'x-tenant': 'north' })
    await untilOpen(1)
    ticker.tell(1)
    ticker.tell(2)
    expect(await untilAnswers(stream, 2)).toEqual([priceOf(1), priceOf(2)])
    // There is no event to come back after.
    expect(parseSse(stream.text()).map(({ id }) => id)).toEqual([undefined, undefined])
    expect(ticker.begun).toMatchObject([{ 'x-tenant': 'north', 'x-gateway-secret': SECRET }])
  })

  it('is asked for once by all who ask alike, and ends with the last of them', async () => {
    const [one, other] = [await open(), await open()]
    await untilOpen(1)
    ticker.tell(1)
    await Promise.all([untilAnswers(one, 1), untilAnswers(other, 1)])
    one.close()
    ticker.tell(2)
    expect(await untilAnswers(other, 2)).toEqual([priceOf(1), priceOf(2)])
    expect(ticker.begun).toHaveLength(1)
    other.close()
    await untilOpen(0)
  })

  it('is complete when the subgraph says so', async () => {
    const stream = await open()
    await untilOpen(1)
    ticker.tell(1)
    await untilAnswers(stream, 1)
    ticker.complete()
    expect(parseSse(await stream.ended).at(-1)).toMatchObject({ event: 'complete' })
  })

  it('has errors where a field has them, and goes on', async () => {
    const stream = await open()
    await untilOpen(1)
    ticker.tell(-1)
    ticker.tell(2)
    const [failed, next] = await untilAnswers(stream, 2)
    expect(failed).toMatchObject({
      data: { priceChanged: null },
      errors: [{ path: ['priceChanged'], extensions: { code: 'SUBGRAPH_ERROR', subgraph: 'ticker' } }],
    })
    expect(next).toEqual(priceOf(2))
  })

  it('asks for nothing that its caller may not see', async () => {
    const stream = await open('subscription { priceChanged(of: "a") { cents secret } }')
    await untilOpen(1)
    ticker.tell(1)
    expect(await untilAnswers(stream, 1)).toMatchObject([
      {
        data: { priceChanged: { cents: 1, secret: null } },
        errors: [{ path: ['priceChanged', 'secret'], extensions: { code: 'UNAUTHENTICATED' } }],
      },
    ])
  })

  it('is opened again when the subgraph comes back, and the next answer says that some may be missing', async () => {
    const stream = await open()
    await untilOpen(1)
    ticker.tell(1)
    await untilAnswers(stream, 1)
    await ticker.die()
    await ticker.revive()
    await untilOpen(1)
    ticker.tell(2)
    ticker.tell(3)
    expect(await untilAnswers(stream, 3)).toEqual([
      priceOf(1),
      { ...priceOf(2), extensions: { event: { isAfterGap: true } } },
      priceOf(3),
    ])
  })
})

describe('a subgraph that is no such server', () => {
  it.each([
    ['answers as to a query', '{"data":{}}', 'application/json', 'SUBGRAPH_MALFORMED'],
    ['tells what is not JSON', 'event: next\ndata: {"da\n\n', 'text/event-stream', 'SUBGRAPH_MALFORMED'],
    ['tells what is no answer', 'event: next\ndata: [1]\n\n', 'text/event-stream', 'SUBGRAPH_MALFORMED'],
  ])('%s: its clients are told at once', async (_what, body, type, code) => {
    const server = await startListener((_request, response) => {
      response.writeHead(200, { 'content-type': type }).end(body)
    })
    await start({ SUBGRAPH_URLS: `ticker=${server.url}` })
    const stream = await open()
    expect(answersOf(await stream.ended)).toMatchObject([{ errors: [{ extensions: { code } }] }])
    await server.stop()
  })

  it('is in the process and has no topic: the subscription is refused by its status', async () => {
    await start({}, new Map([['ticker', localTransportOf(ticker.subgraph)]]))
    const stream = await openStream(`${gateway.url}/graphql`, {
      body: { query: PRICE },
      headers: { accept: 'text/event-stream' },
    })
    expect([stream.status, await stream.ended]).toEqual([503, expect.stringContaining('EVENTS_UNAVAILABLE')])
  })
})

describe('another version of the graph', () => {
  const NOTES = 'subscription { priceChanged(of: "a") { note } }'

  // Nobody is closed later than the next.
  beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0))
  afterEach(() => vi.restoreAllMocks())

  it('takes over what fits it without a cut, and ends the rest with a code', async () => {
    await start({ SUBGRAPH_URLS: `ticker=${ticker.sseUrl}` })
    const [stays, ends] = [await open(PRICE, { 'x-provenance': 'true' }), await open(NOTES)]
    await untilOpen(2)
    ticker.tell(1)
    await Promise.all([stays, ends].map((stream) => untilAnswers(stream, 1)))
    await swap('note: String', 'remark: String')
    expect(await endOf(ends)).toEqual(endedFor('GRAPHQL_VALIDATION_FAILED'))
    await untilOpen(1)
    ticker.tell(2)
    expect(await untilAnswers(stays, 2)).toEqual([priceOf(1), priceOf(2)])
    expect(ticker.begun).toHaveLength(2)
    const late = await open(PRICE)
    ticker.tell(3)
    await Promise.all([untilAnswers(stays, 3), untilAnswers(late, 1)])
  }, 20_000)

  it('that comes while a subscription is opened decides about it', async () => {
    let begin = (): void => undefined
    const planning = new Promise<void>((resolve) => (begin = resolve))
    let goOn = (): void => undefined
    const waiting = new Promise<void>((resolve) => (goOn = resolve))
    await start({ SUBGRAPH_URLS: `ticker=${ticker.sseUrl}` }, new Map(), (sdl) => {
      const planner = planHere(sdl)
      const plan: typeof planner.plan = async (...asked) => {
        begin()
        if (sdl.includes('note: String')) await waiting
        return planner.plan(...asked)
      }
      return { ...planner, plan }
    })
    const opening = openStream(`${gateway.url}/graphql`, {
      body: { query: NOTES },
      headers: { accept: 'text/event-stream' },
    })
    await planning
    await swap('note: String', 'remark: String')
    await expect.poll(() => fieldsOfPrice(), { timeout: 10_000 }).toContain('remark')
    goOn()
    const { status, ended } = await opening
    expect([status, await ended]).toEqual([400, expect.stringContaining('GRAPHQL_VALIDATION_FAILED')])
    expect(ticker.begun).toEqual([])
  }, 20_000)

  it('that lets its caller see less has its subgraph asked for that alone', async () => {
    await start({ SUBGRAPH_URLS: `ticker=${ticker.sseUrl}` })
    const stream = await open('subscription { priceChanged(of: "a") { cents lasts: note } }')
    await untilOpen(1)
    ticker.tell(1)
    await untilAnswers(stream, 1)
    await swap('note: String', 'note: String @authenticated')
    await expect.poll(() => ticker.begun.length, { timeout: 10_000 }).toBe(2)
    await untilOpen(1)
    ticker.tell(2)
    expect((await untilAnswers(stream, 2))[1]).toMatchObject({
      data: { priceChanged: { cents: 2, lasts: null } },
      errors: [{ path: ['priceChanged', 'lasts'], extensions: { code: 'UNAUTHENTICATED' } }],
      extensions: { event: { isAfterGap: true } },
    })
  }, 20_000)

  it.each([
    ['a part, where such operations are refused,', 'note: String', 'note: String @authenticated', 'reject'],
    ['all of it', '(of: ID!): Price', '(of: ID!): Price @authenticated', 'filter'],
  ])(
    'that closes %s to its caller ends it with a code',
    async (_what, part, instead, mode) => {
      await start({ SUBGRAPH_URLS: `ticker=${ticker.sseUrl}`, ACCESS_MODE: mode })
      const stream = await open(NOTES)
      await untilOpen(1)
      ticker.tell(1)
      await untilAnswers(stream, 1)
      await swap(part, instead)
      expect(await endOf(stream)).toEqual(endedFor('UNAUTHENTICATED'))
      await untilOpen(0)
    },
    20_000,
  )
})

async function fieldsOfPrice(): Promise<string> {
  const query = '{ __type(name: "Price") { fields { name } } }'
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return answer.text()
}

it.each([
  ['a part, where such operations are refused', 'priceChanged(of: "a") { cents secret }', 'reject'],
  ['all', 'secretChanged', 'filter'],
])('is refused at once who may not see %s', async (_what, field, mode) => {
  await start({ SUBGRAPH_URLS: `ticker=${ticker.sseUrl}`, ACCESS_MODE: mode })
  const { status, ended } = await openStream(`${gateway.url}/graphql`, {
    body: { query: `subscription { ${field} }` },
    headers: { accept: 'text/event-stream' },
  })
  expect([status, await ended]).toEqual([401, expect.stringContaining('UNAUTHENTICATED')])
})

describe('a token', () => {
  const SECRETS = 'subscription { priceChanged(of: "a") { cents secret } }'
  const secretOf = (cents: number) => ({ data: { priceChanged: { cents, secret: 1 } } })

  it('that expires ends what it opened, and the connection to the subgraph', async () => {
    const callers = await createCallers()
    await start({ SUBGRAPH_URLS: `ticker=${ticker.sseUrl}`, ...callers.environment })
    const seconds = 2 - LEEWAY_SECONDS
    const stream = await open(SECRETS, await callers.headersOf([], {}, seconds / 3_600))
    await untilOpen(1)
    ticker.tell(1)
    expect(await untilAnswers(stream, 1)).toEqual([secretOf(1)])
    expect(await endOf(stream)).toEqual(endedFor('UNAUTHENTICATED'))
    await untilOpen(0)
    await callers.stop()
  }, 20_000)

  it('whose key its issuer withdraws ends what it opened, and nothing of others', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const [kept, withdrawn] = [await createKey('kept'), await createKey('withdrawn')]
    let published = [kept.public, withdrawn.public]
    const issuer = await startListener((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: published }))
    })
    const authFile = join(folder, 'auth.json')
    const trust = { issuers: [{ issuer: ISSUER, jwksUrl: issuer.url, algorithms: ['ES256'] }] }
    await writeFile(authFile, JSON.stringify(trust))
    await start({ SUBGRAPH_URLS: `ticker=${ticker.sseUrl}`, AUTH_FILE: authFile })
    const [stays, ends] = [
      await open(SECRETS, await kept.sign()),
      await open(SECRETS, await withdrawn.sign()),
    ]
    await untilOpen(2)
    ticker.tell(1)
    expect(await Promise.all([stays, ends].map((stream) => untilAnswers(stream, 1)))).toEqual([
      [secretOf(1)],
      [secretOf(1)],
    ])
    published = [kept.public]
    // So long are a token and the keys of its issuer believed.
    vi.setSystemTime(Date.now() + 6 * 60_000)
    expect(await endOf(ends)).toEqual(endedFor('UNAUTHENTICATED'))
    await untilOpen(1)
    ticker.tell(2)
    expect(await untilAnswers(stays, 2)).toEqual([secretOf(1), secretOf(2)])
    await issuer.stop()
    vi.useRealTimers()
  }, 20_000)
})

const ISSUER = 'https://login.example.mo'

async function createKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  return {
    public: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' },
    async sign(): Promise<Readonly<Record<string, string>>> {
      const token = await new SignJWT({})
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuer(ISSUER)
        .setSubject(`a caller with the key ${kid}`)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey)
      return { authorization: `Bearer ${token}` }
    },
  }
}

it('ends with a code when its subgraph stays away', async () => {
  await start({ SUBGRAPH_URLS: `ticker=${ticker.sseUrl}` })
  const stream = await open()
  await untilOpen(1)
  await ticker.die()
  const [failed] = answersOf(await stream.ended)
  expect(failed).toMatchObject({ errors: [{ extensions: { code: 'SUBGRAPH_UNREACHABLE' } }] })
  await ticker.revive()
}, 40_000)

it.each([
  ['SSE', () => ''],
  ['WebSocket', () => `ticker=${ticker.webSocketUrl}`],
])(
  'holds back a subgraph that floods over %s, rather than gather what it tells',
  async (_, webSockets) => {
    let letGo = (): void => undefined
    const gate = new Promise<void>((resolve) => (letGo = resolve))
    const slow: GatewayFetcher = async (request, context) => {
      await gate
      return localTransportOf(shops)(request, context)
    }
    const environment = { SUBGRAPH_URLS: `ticker=${ticker.sseUrl}`, SUBGRAPH_WEBSOCKETS: webSockets() }
    await start(environment, new Map([['shops', slow]]))
    const stream = await open('subscription { priceChanged(of: "a") { cents note shop { name } } }')
    await untilOpen(1)
    const EVENTS = 2_000
    for (let cents = 1; cents <= EVENTS; cents++) ticker.tell(cents)
    // Sixteen megabytes: more than the buffers of two sockets.
    let held = -1
    await expect
      .poll(() => {
        const before = held
        held = ticker.held()
        return held > 0 && held === before
      })
      .toBe(true)
    letGo()
    await expect.poll(() => ticker.held(), { timeout: 20_000 }).toBeLessThan(held)
    const text = await stream.until((come) => come.includes('"cents":20,'))
    const cents = [...text.matchAll(/"cents":(\d+)/g)].map(([, value]) => Number(value))
    expect(cents.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_event, index) => index + 1))
  },
  60_000,
)

it('is passed on to clients over WebSocket, complete and all', async () => {
  await start({ SUBGRAPH_URLS: `ticker=${ticker.sseUrl}` })
  const client = createClient({
    url: gateway.url.replace('http', 'ws') + '/graphql',
    webSocketImpl: WebSocket,
  })
  const come: unknown[] = []
  const reading = (async () => {
    for await (const answer of client.iterate({ query: PRICE })) come.push(answer)
  })()
  await untilOpen(1)
  ticker.tell(1)
  await expect.poll(() => come).toEqual([priceOf(1)])
  ticker.complete()
  await reading
  await client.dispose()
})

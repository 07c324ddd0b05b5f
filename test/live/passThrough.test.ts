import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway, type RunningGateway } from '../../gateway/process/gateway.ts'
import type { GatewayFetcher } from '../../gateway/subgraphs/subgraphFetcher.ts'
import { createLocalTransport } from '../../gateway/subgraphs/localTransport.ts'
import { compose } from '../kit/federation/federation.ts'
import { defineSubgraph, type HonestSubgraph } from '../kit/federation/subgraph.ts'
import { startListener } from '../kit/listener.ts'
import { planHere } from '../kit/planHere.ts'
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
): Promise<void> {
  const file = join(folder, 'supergraph.graphql')
  await writeFile(file, compose([ticker.subgraph, shops]))
  gateway = await startGateway(
    readConfig({ PORT: '0', SUPERGRAPH_FILE: file, GATEWAY_SECRET: SECRET, ...environment }),
    pino({ level: 'silent' }),
    new Map([['shops', localTransportOf(shops)], ...local]),
    {},
    planHere,
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

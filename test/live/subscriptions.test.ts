import { createClient } from 'graphql-ws'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { LEEWAY_SECONDS } from '../../gateway/access/token/verify.ts'
import { startTrustingGateway, type TrustingGateway } from '../trust/callers.ts'
import { createEventMaker, postEvents, SECRET, type EventMaker } from './eventMaker.ts'
import { openStream, parseSse, type OpenStream } from './readStream.ts'

const SSE = { accept: 'text/event-stream' }

let gateway: TrustingGateway
let transport: EventMaker
const opened: OpenStream[] = []

beforeAll(async () => {
  gateway = await startTrustingGateway({
    GATEWAY_SECRET: SECRET,
    CORS_ORIGINS: 'https://app.example',
    METRICS: 'true',
  })
  transport = createEventMaker(gateway.url, 'transport')
})
afterAll(() => gateway.stop())
afterEach(() => {
  for (const stream of opened.splice(0)) stream.close()
})

async function open(
  query: string,
  headers: Readonly<Record<string, string>> = {},
  more: object = {},
): Promise<OpenStream> {
  const stream = await openStream(`${gateway.url}/graphql`, {
    body: { query, ...more },
    headers: { ...SSE, ...headers },
  })
  opened.push(stream)
  if (stream.status === 200) await stream.until((text) => text.includes('\n\n'))
  return stream
}

const answersOf = (text: string): readonly unknown[] =>
  parseSse(text).map(({ data }) => JSON.parse(data || 'null'))
const untilAnswers = (stream: OpenStream, count: number) =>
  stream.until((text) => parseSse(text).length >= count).then(answersOf)

describe('a subscription over SSE', () => {
  it('is told of each event as a query would answer, other bureaus included', async () => {
    const fields = 'id name { en } freeSpaces { cars } area { name { en } }'
    const { data } = await gateway.ask(`{ carPark(id: "6003") { ${fields} } }`)
    const stream = await open(`subscription { carParkChanged { ${fields} } }`)
    const id = await transport.tell('carParks', '6003')
    expect(await untilAnswers(stream, 1)).toEqual([
      { data: { carParkChanged: data?.['carPark'] }, extensions: { event: { id } } },
    ])
    expect(parseSse(stream.text())[0]).toMatchObject({ id, event: 'next' })
    expect(data?.['carPark']).toMatchObject({ area: { name: { en: 'Cathedral Parish (Sé)' } } })
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    })
  })

  it('is told of what its arguments choose alone', async () => {
    const query = (args: string) => `subscription { carParkChanged${args} { id } }`
    const all = await open(query(''))
    const some = await open(query('(ids: ["6001", "6002"])'))
    const area = await open(
      'subscription A($area: ID) { carParkChanged(area: $area) { id } }',
      {},
      { variables: { area: 'se' } },
    )
    const near = await open(query('(near: { lat: 22.19, lng: 113.54 }, withinMetres: 500)'))
    // 0.001 degrees of latitude are 111 metres.
    await transport.tell('carParks', '6003', { area: 'se', place: { lat: 22.191, lng: 113.54 } })
    await transport.tell('carParks', '6002', { area: 'nosuch', place: { lat: 22.195, lng: 113.54 } })
    await transport.tell('carParks', '6001', { area: 'se' })
    await Promise.all([
      untilAnswers(all, 3),
      untilAnswers(some, 2),
      untilAnswers(area, 2),
      untilAnswers(near, 1),
    ])
    const idsOf = (stream: OpenStream) =>
      answersOf(stream.text()).map((answer) => JSON.stringify(answer).match(/"id":"(\d+)"/)?.[1])
    expect(idsOf(all)).toEqual(['6003', '6002', '6001'])
    expect([idsOf(some), idsOf(area), idsOf(near)]).toEqual([['6002', '6001'], ['6003', '6001'], ['6003']])
  })

  it('goes on after the last event that a client knows, in order and without doubles', async () => {
    const first = await transport.tell('carParks', '6001')
    const later = [await transport.tell('carParks', '6002'), await transport.tell('carParks', '6003')]
    const stream = await open('subscription { carParkChanged { id } }', { 'last-event-id': first })
    const last = await transport.tell('carParks', '6004')
    await untilAnswers(stream, 3)
    expect(parseSse(stream.text()).map(({ id }) => id)).toEqual([...later, last])
  })

  it('says where events are not kept any more, and what an id looks like', async () => {
    const old = await open('subscription { carParkChanged { id } }', { 'last-event-id': '1000-0' })
    expect(old.status).toBe(410)
    expect(await old.ended).toContain('EVENTS_FORGOTTEN')
    const wrong = await open('subscription { carParkChanged { id } }', { 'last-event-id': 'yesterday' })
    expect([wrong.status, await wrong.ended]).toEqual([
      400,
      expect.stringContaining('expected the id of an event, such as'),
    ])
  })

  it('refuses what a query would be refused for, by status', async () => {
    const stream = await open('subscription { carParkChanged { nosuch } }')
    expect([stream.status, await stream.ended]).toEqual([
      400,
      expect.stringContaining('GRAPHQL_VALIDATION_FAILED'),
    ])
    const two = await open('subscription { a: carParkChanged { id } b: carParkChanged { id } }')
    expect(two.status).toBe(400)
    const plain = await gateway.ask('subscription { carParkChanged { id } }')
    expect(plain.errors?.[0]).toMatchObject({ extensions: { code: 'STREAM_REQUIRED' } })
  })

  it('answers a query once to a client that reads nothing else, and as JSON to one that does', async () => {
    const query = '{ carPark(id: "6001") { id } }'
    const stream = await open(query)
    expect(parseSse(await stream.ended)).toEqual([
      { id: undefined, event: 'next', data: '{"data":{"carPark":{"id":"6001"}}}' },
      { id: undefined, event: 'complete', data: '' },
    ])
    const urql = await gateway.ask(
      query,
      {},
      { accept: 'application/json, text/event-stream, multipart/mixed' },
    )
    expect(urql).toEqual({ data: { carPark: { id: '6001' } } })
  })

  it('is executed once for all who ask alike, and goes on when the first of them leaves', async () => {
    const query = 'subscription { carParkChanged(ids: ["6007"]) { id name { pt } } }'
    const streams = await Promise.all(Array.from({ length: 20 }, () => open(query)))
    const before = await countExecutions()
    await transport.tell('carParks', '6007')
    await Promise.all(streams.map((stream) => untilAnswers(stream, 1)))
    expect((await countExecutions()) - before).toBe(1)
    streams[0]?.close()
    await transport.tell('carParks', '6007')
    await Promise.all(streams.slice(1).map((stream) => untilAnswers(stream, 2)))
  })

  async function countExecutions(): Promise<number> {
    const { body } = await gateway.send('/metrics')
    const line = body.split('\n').find((one) => /^gateway_executions_total\{.*"executed"/.test(one))
    return Number(line?.split(' ').at(-1) ?? 0)
  }
})

describe('by GET, as a page does with EventSource', () => {
  const path = `/graphql?${new URLSearchParams({ query: 'subscription { carParkChanged { id } }' }).toString()}`

  it('is open to pages of our own and to nobody’s page', async () => {
    const stream = await openStream(gateway.url + path, {
      headers: { ...SSE, 'sec-fetch-site': 'same-origin' },
    })
    opened.push(stream)
    await stream.until((text) => text.includes('\n\n'))
    await transport.tell('carParks', '6001')
    expect(await untilAnswers(stream, 1)).toMatchObject([{ data: { carParkChanged: { id: '6001' } } }])
  })

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a cookie', { cookie: 'session=1' }],
  ])('is refused to a page that comes with %s', async (_what, headers) => {
    const stream = await openStream(gateway.url + path, { headers: { ...SSE, ...headers } })
    expect(stream.status).toBe(400)
    stream.close()
  })
})

it('over multipart, as Apollo’s clients ask', async () => {
  const stream = await openStream(`${gateway.url}/graphql`, {
    body: { query: 'subscription { carParkChanged { id } }' },
    headers: { accept: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json' },
  })
  opened.push(stream)
  await stream.until((text) => text.startsWith('--graphql'))
  const id = await transport.tell('carParks', '6001')
  const text = await stream.until((got) => got.includes('6001') && got.endsWith('--graphql'))
  const [, part] = text.split('\r\n--graphql')[0]?.split('\r\n\r\n') ?? []
  expect(JSON.parse(part ?? '')).toEqual({
    payload: { data: { carParkChanged: { id: '6001' } }, extensions: { event: { id } } },
  })
  expect(stream.headers['content-type']).toContain('boundary="graphql"')
})

describe('rights hold at every event', () => {
  const query = 'subscription { busesOnRoute(id: "3") { id plate } }'

  it('what a caller may not see is null, and said', async () => {
    const stream = await open(query)
    await transport.tell('busRoutes', '3')
    const [answer] = await untilAnswers(stream, 1)
    expect(answer).toMatchObject({ errors: expect.any(Array) })
    expect(JSON.stringify(answer)).not.toMatch(/"plate":"/)
    const developer = await open(query, await gateway.headersOf(['developer']))
    await transport.tell('busRoutes', '3')
    expect(JSON.stringify(await untilAnswers(developer, 1))).toMatch(/"plate":"/)
  })

  it('a stream ends with its token, and tells nothing more', async () => {
    // Clocks may be so far apart.
    const seconds = 2 - LEEWAY_SECONDS
    const stream = await open(query, await gateway.headersOf(['developer'], {}, seconds / 3600))
    await transport.tell('busRoutes', '3')
    await untilAnswers(stream, 1)
    const text = await stream.ended
    expect(parseSse(text).slice(1)).toEqual([
      { id: undefined, event: 'next', data: expect.stringContaining('UNAUTHENTICATED') },
      { id: undefined, event: 'complete', data: '' },
    ])
  })

  it('a token that is not accepted opens nothing', async () => {
    const stream = await open(query, { authorization: 'Bearer a.b.c' })
    expect(stream.status).toBe(401)
  })
})

describe('over WebSocket', () => {
  const url = () => `${gateway.url.replace('http', 'ws')}/graphql`
  const clientOf = (connectionParams: Record<string, unknown> = {}) =>
    createClient({ url: url(), webSocketImpl: WebSocket, connectionParams, retryAttempts: 0, lazy: true })

  it('is told of events, and answers queries, with rights by the parameters of the connection', async () => {
    const client = clientOf(await gateway.headersOf(['developer']))
    const events = client.iterate({ query: 'subscription { busesOnRoute(id: "3") { id plate } }' })
    const first = events.next()
    const query = client.iterate({ query: '{ carPark(id: "6001") { id } }' })
    expect((await query.next()).value).toEqual({ data: { carPark: { id: '6001' } } })
    expect((await query.next()).done).toBe(true)
    const id = await transport.tell('busRoutes', '3')
    const { value } = await first
    expect(value).toMatchObject({ extensions: { event: { id } } })
    expect(JSON.stringify(value)).toMatch(/"plate":"/)
    await events.return?.()
    await client.dispose()
  })

  it('goes on after an event', async () => {
    const known = await transport.tell('carParks', '6001')
    const missed = await transport.tell('carParks', '6002')
    const client = clientOf()
    const events = client.iterate({
      query: 'subscription { carParkChanged { id } }',
      extensions: { lastEventId: known },
    })
    expect((await events.next()).value).toMatchObject({ extensions: { event: { id: missed } } })
    await events.return?.()
    await client.dispose()
  })

  it('tells an operation’s errors with their codes', async () => {
    const client = clientOf()
    const events = client.iterate({ query: 'subscription { nosuch }' })
    await expect(events.next()).rejects.toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }])
    await client.dispose()
  })

  async function closeOf(
    send: (socket: WebSocket) => void,
    options: { headers?: Record<string, string> } = {},
  ): Promise<number> {
    const socket = new WebSocket(url(), 'graphql-transport-ws', options)
    socket.on('error', () => undefined)
    socket.on('open', () => send(socket))
    return new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
      socket.on('close', (code) => resolve(code))
    })
  }

  it.each<readonly [string, number, (socket: WebSocket) => void]>([
    ['garbage', 4400, (socket) => socket.send('{garbage')],
    ['bytes that are no text', 4400, (socket) => socket.send(Buffer.from([0xff, 0xfe]))],
    ['a subscription before it says who it is', 4401, (socket) => socket.send(SUBSCRIBE)],
    ['two beginnings', 4429, (socket) => [INIT, INIT].forEach((text) => socket.send(text))],
    ['a token that is not accepted', 4403, (socket) => socket.send(init({ authorization: 'Bearer a.b.c' }))],
    [
      'the same id twice',
      4409,
      (socket) => {
        socket.send(INIT)
        socket.once('message', () => [SUBSCRIBE, SUBSCRIBE].forEach((text) => socket.send(text)))
      },
    ],
    ['a message larger than a body may be', 1009, (socket) => socket.send('x'.repeat(2_000_000))],
  ])('closes by the code of the protocol for %s', async (_what, code, send) => {
    expect(await closeOf(send)).toBe(code)
  })

  it('is refused to pages of other origins', async () => {
    const stay = (socket: WebSocket) => socket.close(1000)
    expect(await closeOf(stay, { headers: { origin: 'https://evil.example' } })).toBe(403)
    expect(await closeOf(stay, { headers: { origin: 'https://app.example' } })).toBe(1000)
    expect(await closeOf(stay, { headers: { origin: gateway.url } })).toBe(1000)
  })
})

const init = (payload: object) => JSON.stringify({ type: 'connection_init', payload })
const INIT = init({})
const SUBSCRIBE = JSON.stringify({
  id: '1',
  type: 'subscribe',
  payload: { query: 'subscription { carParkChanged { id } }' },
})

describe('POST /events', () => {
  const batch = {
    subgraph: 'transport',
    topic: 'other',
    after: '1-0',
    events: [{ id: '2-0', key: 'a', attributes: {} }],
  }

  it('is for the subgraph alone', async () => {
    expect((await postEvents(gateway.url, batch, 'a guess')).status).toBe(403)
    expect((await postEvents(gateway.url, { ...batch, subgraph: 'nosuch' })).status).toBe(403)
  })

  it.each([
    ['no batch', []],
    ['an id that is none', { ...batch, events: [{ id: 'x', key: 'a', attributes: {} }] }],
    ['ids that fall', { ...batch, after: '3-0' }],
    [
      'an attribute that is none',
      { ...batch, events: [{ id: '2-0', key: 'a', attributes: { a: { b: 1 } } }] },
    ],
    [
      'too many',
      {
        ...batch,
        events: Array.from({ length: 1_001 }, (_, at) => ({ id: `9-${at}`, key: 'a', attributes: {} })),
      },
    ],
  ])('says what it expects where it gets %s', async (_what, body) => {
    const response = await postEvents(gateway.url, body)
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('Expected {')])
  })

  it('takes an event once', async () => {
    const answers = [await postEvents(gateway.url, batch), await postEvents(gateway.url, batch)]
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { last: '2-0' },
      { last: '2-0' },
    ])
  })
})

it('a gateway that ends sends its clients elsewhere', async () => {
  const ending = await startTrustingGateway()
  const stream = await openStream(`${ending.url}/graphql`, {
    body: { query: 'subscription { carParkChanged { id } }' },
    headers: SSE,
  })
  await stream.until((text) => text.includes('\n\n'))
  const socket = new WebSocket(`${ending.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  await new Promise((resolve) => socket.once('open', resolve))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await ending.stop()
  expect(await stream.ended).toMatch(/\n\nretry: \d+\n\n$/)
  expect(await closed).toBe(1012)
})

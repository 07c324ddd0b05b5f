import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

const APP = 'https://app.example'

let listed: TestGateway
let open: TestGateway
let closed: TestGateway
beforeAll(async () => {
  listed = await startTestGateway({ CORS_ORIGINS: `${APP},https://other.example`, METRICS: 'true' })
  open = await startTestGateway({
    CORS_ORIGINS: '*',
    CORS_ALLOWED_HEADERS: 'X-One, x-two',
    CORS_EXPOSED_HEADERS: 'x-three',
    CORS_MAX_AGE_SECONDS: '7',
  })
  closed = await startTestGateway({ CORS_TABLES: 'false' })
})
afterAll(async () => {
  for (const gateway of [listed, open, closed]) await gateway.stop()
})

const QUERY = `/graphql?${new URLSearchParams({ query: '{ busStops(first: 100) { nodes { id name { zh } } } }' }).toString()}`

const ANSWERS: readonly (readonly [
  string,
  string,
  { method?: string; body?: string; headers?: Record<string, string> },
])[] = [
  ['a query', QUERY, {}],
  ['a table', QUERY, { headers: { accept: 'text/csv' } }],
  ['a query that is refused', '/graphql?query=%7B', {}],
  ['a query from a foreign page', QUERY, { headers: { cookie: 'a=b' } }],
  ['no JSON', '/graphql', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }],
  ['another method', '/graphql', { method: 'DELETE' }],
  ['a saved query', '/q/car-parks-now.csv', {}],
  ['a saved query that is none', '/q/none.csv', {}],
  ['their list', '/q', {}],
  ['the first page', '/', {}],
  ['the schema', '/schema.graphql', {}],
  ['the status', '/status.json', {}],
  ['the metrics', '/metrics', {}],
  ['an address where nothing is', '/nothing', {}],
]

describe.each(ANSWERS)('%s', (_what, path, { headers, ...sent }) => {
  const send = (gateway: TestGateway, more: Record<string, string> = {}) =>
    gateway.send(path, { ...sent, headers: { ...headers, ...more } })
  const namesIn = (vary: unknown) =>
    String(vary ?? '')
      .toLowerCase()
      .split(', ')

  it('says that it varies by origin, to whoever asks, and gives it to pages of the list alone', async () => {
    const [nobody, app, evil] = [
      await send(listed),
      await send(listed, { origin: APP }),
      await send(listed, { origin: 'https://evil.example' }),
    ]
    for (const answer of [nobody, app, evil]) expect(namesIn(answer.headers['vary'])).toContain('origin')
    expect(app.headers['access-control-allow-origin']).toBe(APP)
    expect(app.headers).not.toHaveProperty('access-control-allow-credentials')
    for (const { headers: got } of [nobody, evil])
      expect(got).not.toHaveProperty('access-control-allow-origin')
  })

  it('is the same for everybody where all pages may read it', async () => {
    for (const answer of [await send(open), await send(open, { origin: APP })]) {
      expect(answer.headers['access-control-allow-origin']).toBe('*')
      expect(answer.headers['access-control-expose-headers']).toBe('x-three')
      expect(namesIn(answer.headers['vary'])).not.toContain('origin')
    }
  })

  it('says nothing of it where no pages may read it', async () => {
    const { headers: got } = await send(closed, { origin: APP })
    expect(got).not.toHaveProperty('access-control-allow-origin')
    expect(namesIn(got['vary'])).not.toContain('origin')
  })
})

it('varies by origin where it is not modified, and keeps its other names once', async () => {
  const first = await listed.send(QUERY)
  expect(first.headers['vary']).toBe('Origin, Accept-Encoding, Accept, X-Provenance')
  const again = await listed.send(QUERY, {
    headers: { origin: APP, 'if-none-match': String(first.headers['etag']) },
  })
  expect([again.status, again.headers['vary']]).toEqual([304, first.headers['vary']])
  expect(again.headers['access-control-allow-origin']).toBe(APP)
})

describe('a preflight', () => {
  const preflight = (gateway: TestGateway, path: string, origin: string) =>
    gateway.send(path, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })

  it.each(['/graphql', '/graphql/', '/q/car-parks-now.csv', '/status.json'])(
    'to %s allows what clients of this graph send',
    async (path) => {
      const { status, headers } = await preflight(listed, path, APP)
      expect(status).toBe(204)
      const allowed = String(headers['access-control-allow-headers']).split(', ')
      expect(allowed).toEqual(
        expect.arrayContaining([
          'authorization',
          'content-type',
          'apollo-require-preflight',
          'apollographql-client-name',
          'apollographql-client-version',
          'traceparent',
          'x-explain',
          'x-list',
          'x-provenance',
          'last-event-id',
          'x-purpose',
          'x-request-id',
        ]),
      )
      expect(headers['access-control-allow-methods']).toBe('GET, HEAD, POST')
      expect(headers['access-control-max-age']).toBe('3600')
      expect(headers['access-control-expose-headers']).toBe(
        'x-request-id, etag, age, ratelimit, ratelimit-policy, retry-after, x-graphql-errors',
      )
    },
  )

  it('allows what the settings say', async () => {
    const { headers } = await preflight(open, '/graphql', APP)
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'x-one, x-two',
      'access-control-max-age': '7',
    })
  })

  it('of a page that is not on the list allows nothing', async () => {
    const { status, headers } = await preflight(listed, '/graphql', 'https://evil.example')
    expect([status, headers['vary']]).toEqual([204, 'Origin'])
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

it('OPTIONS that is no preflight is a method that is not answered', async () => {
  for (const headers of [{}, { origin: APP }]) {
    const { status, headers: got } = await listed.send('/graphql', { method: 'OPTIONS', headers })
    expect([status, got['allow']]).toEqual([405, 'GET, HEAD, POST'])
  }
})

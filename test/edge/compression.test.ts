import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

const STOPS = '{ busStops(first: 100) { nodes { id name { zh pt en } } } }'
const BUSES = '{ buses(first: 100) { nodes { id plate } } }'
const PLAIN: Readonly<Record<string, string>> = { 'apollo-require-preflight': '1' }

interface Asked {
  readonly method?: 'GET' | 'HEAD' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

async function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  const answer = await request(gateway.url + path, {
    method,
    headers: { ...PLAIN, ...headers },
    body: body ?? null,
  })
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: Buffer.from(await answer.body.arrayBuffer()),
  }
}

function decode({ headers, body }: Awaited<ReturnType<typeof ask>>): string {
  switch (headers['content-encoding']) {
    case 'br':
      return brotliDecompressSync(body).toString()
    case 'gzip':
      return gunzipSync(body).toString()
    default:
      return body.toString()
  }
}

function pathOf(query: string): string {
  return `/graphql?${new URLSearchParams({ query }).toString()}`
}

const POST_STOPS: Asked = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: STOPS }),
}

describe.each<[string, string, Asked]>([
  ['a query by POST', '/graphql', POST_STOPS],
  ['a query by GET', pathOf(STOPS), {}],
  ['a query as a table', pathOf(STOPS), { headers: { accept: 'text/csv' } }],
  ['a saved query', '/q/car-parks-now.csv', {}],
  ['the list of saved queries', '/q', {}],
  ['the schema', '/schema.graphql', {}],
  ['the map of the graph', '/graph.json', {}],
  ['who may see what', '/access.json', {}],
])('%s', (_what, path, asked) => {
  it.each(['br', 'gzip'])('comes in %s, says so, and holds the same', async (coding) => {
    const plain = await ask(path, asked)
    // The second time a remembered answer comes in the form that was kept.
    for (let time = 0; time < 2; time += 1) {
      const encoded = await ask(path, {
        ...asked,
        headers: { ...asked.headers, 'accept-encoding': coding },
      })
      expect(encoded.headers['content-encoding']).toBe(coding)
      expect(encoded.body.length).toBeLessThan(plain.body.length / 2)
      expect(decode(encoded)).toBe(plain.body.toString())
      for (const { headers } of [plain, encoded])
        expect(String(headers['vary']).split(', ')).toContain('Accept-Encoding')
    }
    expect(plain.headers).not.toHaveProperty('content-encoding')
  })
})

describe('a body that is not compressed', () => {
  it('is one below 1 KiB', async () => {
    const { headers } = await ask(pathOf('{ museum(id: "mam") { id } }'), {
      headers: { 'accept-encoding': 'br' },
    })
    expect(headers).not.toHaveProperty('content-encoding')
  })

  it('but for a client that takes nothing else', async () => {
    const answer = await ask(pathOf('{ museum(id: "mam") { id name { zh pt en } place { id } } }'), {
      headers: { 'accept-encoding': 'gzip, identity;q=0' },
    })
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(JSON.parse(decode(answer)).data.museum.id).toBe('mam')
  })

  it('is a workbook, which is compressed by itself', async () => {
    const { headers } = await ask('/q/car-parks-now.xlsx', { headers: { 'accept-encoding': 'br' } })
    expect(headers).not.toHaveProperty('content-encoding')
  })

  it('is one that a token has opened, so that its length tells nothing of it', async () => {
    const token = await readToken('staff')
    const headers = { 'accept-encoding': 'br', authorization: `Bearer ${token}` }
    const opened = await ask(pathOf(BUSES), { headers })
    expect(opened.body.length).toBeGreaterThan(1_024)
    expect(JSON.parse(opened.body.toString()).data.buses.nodes[0].plate).toMatch(/\S/)
    const table = await ask(pathOf(BUSES), { headers: { ...headers, accept: 'text/csv' } })
    expect(table.headers['content-type']).toMatch(/^text\/csv/)
    const saved = await ask('/q/car-parks-now.csv', { headers })
    for (const answer of [opened, table, saved]) {
      expect(answer.status).toBe(200)
      expect(answer.headers).not.toHaveProperty('content-encoding')
    }
    // What everybody may see is compressed, token or not; and so is what nobody was shown.
    expect((await ask(pathOf(STOPS), { headers })).headers['content-encoding']).toBe('br')
    const closed = await ask(pathOf(BUSES), { headers: { 'accept-encoding': 'br' } })
    expect(closed.headers['content-encoding']).toBe('br')
  })
})

describe('the tag of an answer', () => {
  const path = pathOf(STOPS)

  it('is strong for the answer as it is and weak for the compressed one, and either is known again', async () => {
    const [plain, encoded] = [await ask(path), await ask(path, { headers: { 'accept-encoding': 'br' } })]
    const strong = String(plain.headers['etag'])
    expect(strong).toMatch(/^"/)
    expect(encoded.headers['etag']).toBe(`W/${strong}`)
    for (const tag of [strong, `W/${strong}`]) {
      const known = { 'if-none-match': tag }
      const again = await ask(path, { headers: known })
      expect([again.status, again.headers['etag'], again.body.length]).toEqual([304, strong, 0])
      const againEncoded = await ask(path, { headers: { ...known, 'accept-encoding': 'br' } })
      expect([againEncoded.status, againEncoded.headers['etag']]).toEqual([304, `W/${strong}`])
      expect(againEncoded.headers['vary']).toBe(encoded.headers['vary'])
      expect(againEncoded.headers['cache-control']).toMatch(/max-age/)
      expect(againEncoded.headers).not.toHaveProperty('content-encoding')
    }
  })

  it('stands at the schema too', async () => {
    const { headers } = await ask('/schema.graphql')
    const again = await ask('/schema.graphql', { headers: { 'if-none-match': String(headers['etag']) } })
    expect(again.status).toBe(304)
  })
})

it.each([
  [pathOf(STOPS)],
  ['/q'],
  ['/q/car-parks-now.csv'],
  ['/schema.graphql'],
  ['/graph.json'],
  ['/status.json'],
  ['/'],
])('HEAD %s is GET without the body', async (path) => {
  const headers = { 'accept-encoding': 'gzip' }
  const [get, head] = [await ask(path, { headers }), await ask(path, { method: 'HEAD', headers })]
  expect(head.body.length).toBe(0)
  expect([head.status, lasting(head.headers)]).toEqual([get.status, lasting(get.headers)])
})

function lasting(headers: Awaited<ReturnType<typeof ask>>['headers']) {
  const hop = ['connection', 'keep-alive', 'transfer-encoding']
  const ofItsMoment = ['date', 'age', 'x-request-id', 'ratelimit']
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => ![...hop, ...ofItsMoment].includes(name)),
  )
}

async function readToken(tier: string): Promise<string> {
  const { body } = await gateway.send('/development/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tier }),
  })
  const { token }: { token: string } = JSON.parse(body)
  return token
}

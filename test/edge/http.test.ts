import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { codeOf, sendRaw, statusOf } from './rawConnection.ts'

const LIMIT = 20_000

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway({ MAX_BODY_BYTES: `${LIMIT}`, METRICS: 'true' })
})
afterAll(() => gateway.stop())

const MUSEUM = '{ museum(id: "mam") { id } }'
const QUESTION = JSON.stringify({ query: MUSEUM })
const ANSWER = '{"data":{"museum":{"id":"mam"}}}'
const JSON_TYPE = { 'content-type': 'application/json' }

async function post(
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
  path = '/graphql',
) {
  const answer = await request(gateway.url + path, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body,
  })
  return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() }
}

describe('what a client accepts', () => {
  it.each([
    ['application/graphql-response+json; charset=utf-8', 'application/graphql-response+json; charset=utf-8'],
    [
      'application/graphql-response+json;charset=UTF-8, application/json;charset=UTF-8;q=0.9',
      'application/graphql-response+json; charset=utf-8',
    ],
    [
      'application/graphql-response+json; charset=utf-8; q=0.4, application/json; charset="utf-8"; q=0.8',
      'application/json; charset=utf-8',
    ],
    [
      'application/json; profile="a, application/graphql-response+json;q=1"',
      'application/json; charset=utf-8',
    ],
    ['text/csv; charset=utf-8; header=present', 'text/csv; charset=utf-8; header=present'],
    ['Text/CSV; header=present, */*;q=0.1', 'text/csv; charset=utf-8; header=present'],
    ['application/json, text/csv; header=present; q=0.5', 'application/json; charset=utf-8'],
    ['application/x-ndjson; charset=utf-8', 'application/x-ndjson; charset=utf-8'],
  ])('%s is answered as %s', async (accept, type) => {
    const { status, headers } = await post(QUESTION, { accept })
    expect([status, headers['content-type']]).toEqual([200, type])
  })
})

describe('a body', () => {
  it.each<[string, (text: string) => Buffer]>([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['GZIP', gzipSync],
    ['identity', (text) => Buffer.from(text)],
  ])('in %s is unpacked', async (coding, encode) => {
    const { status, body } = await post(encode(QUESTION), { 'content-encoding': coding })
    expect([status, body]).toEqual([200, ANSWER])
  })

  it('may begin with a byte-order mark, packed too', async () => {
    expect((await post(`\uFEFF${QUESTION}`)).body).toBe(ANSWER)
    expect((await post(gzipSync(`\uFEFF${QUESTION}`), { 'content-encoding': 'gzip' })).body).toBe(ANSWER)
  })

  it.each<[string, (text: Buffer) => Buffer]>([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])(
    'in %s is measured as it is unpacked: a thousandth of the limit may be too large',
    async (coding, encode) => {
      const small = encode(Buffer.alloc(LIMIT * 20, ' '))
      expect(small.length).toBeLessThan(LIMIT / 20)
      const answer = await post(small, { 'content-encoding': coding })
      expect([answer.status, codeOf(`\r\n\r\n${answer.body}`)]).toEqual([413, 'BODY_TOO_LARGE'])
      const fits = encode(Buffer.from(QUESTION.padEnd(LIMIT, ' ')))
      expect((await post(fits, { 'content-encoding': coding })).body).toBe(ANSWER)
    },
  )

  it.each([
    ['gzip', 400, 'BAD_REQUEST'],
    ['zstd', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['gzip, gzip', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['constructor', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('that says %s and is plain is refused with %i', async (coding, status, code) => {
    const answer = await post(QUESTION, { 'content-encoding': coding })
    expect([answer.status, codeOf(`\r\n\r\n${answer.body}`)]).toEqual([status, code])
  })
})

describe('a body that is too large', () => {
  const large = 'x'.repeat(5_000_000)
  const head = 'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n'
  const chunked = `${head}transfer-encoding: chunked\r\n\r\n`

  it.each<[string, readonly string[]]>([
    ['that says so', [`${head}content-length: ${large.length}\r\n\r\n`, large]],
    ['of which only the length comes', [`${head}content-length: 9000000\r\n\r\n`]],
    ['in chunks without an end', [chunked, `${large.length.toString(16)}\r\n${large}\r\n`]],
  ])('%s is answered with 413 in JSON, and the connection ends', async (_what, pieces) => {
    const answer = await sendRaw(gateway.url, ...pieces)
    expect([statusOf(answer), codeOf(answer)]).toEqual([413, 'BODY_TOO_LARGE'])
    expect(answer).toMatch(/\r\nconnection: close\r\n/i)
  })

  it('is not asked for by 100, and one that fits is', async () => {
    const expecting = `${head}connection: close\r\nexpect: 100-continue\r\n`
    const refused = await sendRaw(gateway.url, `${expecting}content-length: 9000000\r\n\r\n`)
    expect([statusOf(refused), refused.includes('100 Continue')]).toEqual([413, false])
    const answer = await sendRaw(
      gateway.url,
      `${expecting}content-length: ${QUESTION.length}\r\n\r\n`,
      QUESTION,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/)
    expect(answer.endsWith(ANSWER)).toBe(true)
  })
})

describe('what is no request', () => {
  it.each<[string, string, number, string]>([
    ['no HTTP', 'hello\r\n\r\n', 400, 'BAD_REQUEST'],
    [
      'two lengths',
      'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ncontent-length: 5\r\n\r\nabcde',
      400,
      'BAD_REQUEST',
    ],
    [
      'a length and chunks',
      'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'BAD_REQUEST',
    ],
    [
      'chunks under another name',
      'POST /graphql HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n',
      400,
      'BAD_REQUEST',
    ],
    ['a space in a header', 'GET / HTTP/1.1\r\nhost : a\r\n\r\n', 400, 'BAD_REQUEST'],
    [
      'headers too large',
      `GET / HTTP/1.1\r\nhost: a\r\nx-large: ${'x'.repeat(1_000_000)}\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    [
      'an address too large',
      `GET /graphql?query=${'x'.repeat(30_000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
  ])('is refused in JSON: %s', async (_what, text, status, code) => {
    const answer = await sendRaw(gateway.url, text)
    expect([statusOf(answer), codeOf(answer)]).toEqual([status, code])
    expect(answer).toMatch(/\r\ncontent-type: application\/json/)
  })

  it('ends the connection behind an answer, which it leaves whole', async () => {
    const answer = await sendRaw(gateway.url, 'GET /health/live HTTP/1.1\r\nhost: a\r\n\r\nnonsense\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/)
    expect(answer.endsWith('{"status":"live"}')).toBe(true)
  })
})

describe('an address', () => {
  it('of GraphQL may end with a slash', async () => {
    expect((await post(QUESTION, {}, '/graphql/')).body).toBe(ANSWER)
  })

  it('may come whole, as proxies send it', async () => {
    for (const path of ['/status.json', '/health/live', '/schema.graphql?x=1', '/q', ''])
      expect(
        statusOf(
          await sendRaw(
            gateway.url,
            `GET http://gateway${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
          ),
        ),
      ).toBe(200)
  })

  it.each([
    '//graphql',
    '//',
    '//q/x.csv',
    '/%67raphql',
    '//metrics',
    '/%6detrics',
    '/metrics/',
    '/graphql//',
    '/q/%',
    '/q/%2e%2e/%2e%2e/package.json',
    '/./metrics',
    '/schema.graphql/',
    '*',
    '/GRAPHQL',
    'http://[/x',
    'graphql',
  ])('spelt otherwise is another address, where nothing is: %s', async (target) => {
    const answer = await sendRaw(
      gateway.url,
      `GET ${target} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
    )
    const refused = statusOf(answer) === 400 ? 'BAD_REQUEST' : 'NOT_FOUND'
    expect([404, 400]).toContain(statusOf(answer))
    expect(codeOf(answer)).toBe(refused)
  })
})

describe('another method', () => {
  it.each([
    ['/graphql', 'PUT', 'GET, HEAD, POST'],
    ['/graphql', 'DELETE', 'GET, HEAD, POST'],
    ['/graphql', 'OPTIONS', 'GET, HEAD, POST'],
    ['/q', 'POST', 'GET, HEAD'],
    ['/q', 'OPTIONS', 'GET, HEAD'],
    ['/q/car-parks-now.csv', 'DELETE', 'GET, HEAD'],
    ['/', 'POST', 'GET, HEAD'],
    ['/schema.graphql', 'POST', 'GET, HEAD'],
    ['/graph.json', 'OPTIONS', 'GET, HEAD'],
    ['/status.json', 'POST', 'GET, HEAD'],
    ['/health/live', 'POST', 'GET, HEAD'],
    ['/health/ready', 'OPTIONS', 'GET, HEAD'],
    ['/cache/invalidate', 'GET', 'POST'],
    ['/development/token', 'GET', 'POST'],
  ])('of %s, %s, is 405, and Allow says which there are', async (path, method, allow) => {
    const { status, headers } = await gateway.send(path, { method })
    expect([status, headers['allow']]).toEqual([405, allow])
    expect(headers['content-type']).toMatch(/^application\/json/)
  })

  it.each(['GET', 'POST', 'DELETE', 'OPTIONS'])('%s where nothing is served is 404', async (method) => {
    const { status, body } = await gateway.send('/nothing', { method })
    expect([status, codeOf(`\r\n\r\n${body}`)]).toEqual([404, 'NOT_FOUND'])
  })
})

it('answers requests that come one behind the other in their order, however long each takes', async () => {
  const slow = `/graphql?${new URLSearchParams({ query: '{ busStops(first: 100) { nodes { id name { zh } } } }' }).toString()}`
  const get = (path: string, last = '') =>
    `GET ${path} HTTP/1.1\r\nhost: a\r\naccept-encoding: br\r\napollo-require-preflight: 1\r\nx-request-id: pipelined${path.length}\r\n${last}\r\n`
  const quick = '/graphql?query=%7B__typename%7D'
  const answer = await sendRaw(
    gateway.url,
    get(slow) + get(quick) + get(slow) + get('/health/live', 'connection: close\r\n'),
  )
  expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(4)
  const order = [...answer.matchAll(/x-request-id: pipelined(\d+)/g)].map(([, length]) => Number(length))
  expect(order).toEqual([slow.length, quick.length, slow.length])
  expect(answer.endsWith('{"status":"live"}')).toBe(true)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bureaus } from '../../schema/bureaus/register.ts'
import type { HttpAnswer } from '../kit/client.ts'
import { startRedis } from '../kit/redis.ts'
import { startTrustingGateway, type TrustingGateway } from '../trust/callers.ts'

const MUSEUM = '{ museum(id: "mam") { name { en } } }'

const redis = await startRedis()
let one: TrustingGateway
let other: TrustingGateway

beforeAll(async () => {
  const environment = { METRICS: 'true', ...(redis !== null && { REDIS_URL: redis.url }) }
  one = await startTrustingGateway(environment)
  other = await startTrustingGateway(environment)
})
afterAll(async () => {
  await one.stop()
  await other.stop()
  await redis?.stop()
})

describe('a client is told', () => {
  it('how long a public answer holds', async () => {
    const { headers } = await get(one, MUSEUM)
    expect(headers['cache-control']).toMatch(/^public, max-age=(8\d{4}|7[7-9]\d{3})$/)
    expect(headers['vary']).toBe('Accept, X-Provenance')
    expect(Number(headers['age'])).toBeLessThan(60)
  })

  it.each([
    ['whether its source is stale', '{ museum(id: "mam") { name { en } provenance { stale } } }', 60],
    ['how full a car park was', '{ carParks(first: 1) { nodes { id occupancyRate } } }', 10],
  ])('to ask again sooner for %s', async (_what, query, most) => {
    const { headers } = await get(one, query)
    const [, age = ''] = /^public, max-age=(\d+)$/.exec(String(headers['cache-control'])) ?? []
    // A tenth is left to chance, and part of a second.
    expect(Number(age)).toBeGreaterThanOrEqual(0.9 * most - 1)
    expect(Number(age)).toBeLessThanOrEqual(most)
  })

  it('that it has the answer already', async () => {
    const first = await get(one, MUSEUM)
    const second = await get(one, MUSEUM, { 'if-none-match': `"other", W/${first.headers['etag']}` })
    expect(second).toMatchObject({ status: 304, body: '' })
    expect(second.headers['etag']).toBe(first.headers['etag'])
    expect((await get(one, MUSEUM, { 'if-none-match': '"other"' })).status).toBe(200)
  })

  it('the same tag by another gateway, and another one for another answer', async () => {
    const tag = (await get(one, MUSEUM)).headers['etag']
    expect((await get(other, MUSEUM)).headers['etag']).toBe(tag)
    expect((await get(one, MUSEUM.replace('en', 'pt'))).headers['etag']).not.toBe(tag)
    const typed = await get(one, MUSEUM, { accept: 'application/graphql-response+json' })
    expect(typed.headers['etag']).not.toBe(tag)
  })

  it("that an answer which depends on who asks is the caller's own", async () => {
    const { headers } = await get(one, PROTECTED, await one.headersOf(['developer', 'partner', 'staff']))
    expect(headers['cache-control']).toMatch(/^private, max-age=\d+$/)
    expect(headers['vary']).toBe('Accept, X-Provenance, Authorization')
  })

  it.each([
    ['with an error', PROTECTED],
    ['of which nothing is kept', '{ __typename }'],
    ['of a request that is refused', '{ nothing }'],
  ])('not to keep an answer %s', async (_what, query) => {
    const { headers } = await get(one, query)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers).not.toHaveProperty('etag')
  })
})

describe('who runs it sees', () => {
  it('by what each call was answered, how old that is and by what it can be dropped', async () => {
    const query = '{ museum(id: "macao-museum") { name { en } } }'
    const explain = async () =>
      JSON.parse((await get(one, query, { 'x-explain': 'plan' })).body).extensions.cache
    expect(await explain()).toMatchObject([{ subgraph: 'culture', result: 'miss', known: 0, of: 1 }])
    expect(await explain()).toMatchObject([
      {
        subgraph: 'culture',
        result: 'hit',
        known: 1,
        of: 1,
        stale: 0,
        age: expect.any(Number),
        freshFor: expect.any(Number),
        isPersonal: false,
        notKept: null,
        names: expect.arrayContaining(['s', 't:Museum', 'n:Museum']),
      },
    ])
  })

  it('an explained answer as one that nobody keeps', async () => {
    const { headers } = await get(one, MUSEUM, { 'x-explain': 'plan' })
    expect(headers['cache-control']).toBe('no-store')
  })

  it('counts by subgraph and type', async () => {
    await get(one, MUSEUM)
    const { body } = await one.send('/metrics')
    expect(body).toMatch(/gateway_cache_entities_total\{subgraph="culture",type="Query",result="hit"\} [1-9]/)
    expect(body).toMatch(
      /gateway_cache_entities_total\{subgraph="culture",type="Query",result="miss"\} [1-9]/,
    )
    expect(body).toMatch(/gateway_cache_memory_bytes [1-9]/)
    expect(body).toMatch(/gateway_cache_call_seconds_count\{subgraph="culture",result="hit"\} [1-9]/)
  })
})

describe('a bureau', () => {
  it('drops what is its own, and hears how much that was', async () => {
    await get(one, MUSEUM)
    const headers = await one.headersOf(['developer', 'bureau:ic'])
    const { status, body } = await drop({ subgraph: 'culture', type: 'Museum' }, headers)
    expect(status).toBe(200)
    expect(JSON.parse(body)).toMatchObject({ count: expect.any(Number) })
    expect(JSON.parse(body).count).toBeGreaterThan(0)
    const again = await drop({ subgraph: 'culture', type: 'Museum' }, headers)
    expect(JSON.parse(again.body)).toMatchObject({ count: 0 })
  })

  it.each(bureaus)('answers for $subgraph', async ({ subgraph, bureau }) => {
    expect((await drop({ subgraph }, await one.headersOf([`bureau:${bureau}`]))).status).toBe(200)
  })

  it.each<[string, readonly string[] | null, unknown, number]>([
    ['without a token', null, { subgraph: 'culture' }, 401],
    ['of another subgraph', ['staff', 'bureau:ssm'], { subgraph: 'culture' }, 403],
    ['that is none', ['developer', 'partner', 'staff'], { subgraph: 'culture' }, 403],
    ["of a subgraph that is nobody's", ['staff', 'bureau:ic'], { subgraph: 'nothing' }, 403],
    ['that says nothing', ['staff', 'bureau:ic'], {}, 400],
    ['that says too much', ['staff', 'bureau:ic'], { subgraph: 'culture', all: true }, 400],
  ])('%s drops nothing', async (_what, scopes, body, status) => {
    expect((await drop(body, await one.headersOf(scopes))).status).toBe(status)
  })

  it('must say so by POST and in JSON', async () => {
    expect((await one.send('/cache/invalidate')).status).toBe(405)
    const headers = { ...(await one.headersOf(['bureau:ic'])), 'content-type': 'text/plain' }
    expect((await one.send('/cache/invalidate', { method: 'POST', headers, body: '{}' })).status).toBe(415)
  })
})

/** Visitors in each hour are for developers. */
const PROTECTED = '{ administrativeArea(id: "district-centro") { name { en } visitorsByHour { hour } } }'

function get({ send }: TrustingGateway, query: string, headers = {}): Promise<HttpAnswer> {
  const path = `/graphql?query=${encodeURIComponent(query)}`
  return send(path, { headers: { 'apollo-require-preflight': 'true', ...headers } })
}

function drop(body: unknown, headers: Readonly<Record<string, string>>): Promise<HttpAnswer> {
  return one.send('/cache/invalidate', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

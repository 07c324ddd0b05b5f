import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { getBytes, startStopsGateway, type StopsGateway } from './stopsGateway.ts'

describe('a whole table over HTTP', () => {
  let gateway: StopsGateway
  beforeAll(async () => {
    gateway = await startStopsGateway({ rows: 395 })
  })
  afterAll(() => gateway.stop())

  it('has the tag of its bytes, and is not sent to who has it', async () => {
    const { headers, bytes } = await gateway.get('/q/stops.csv')
    const digest = createHash('sha256').update(bytes).digest('base64url')
    expect(headers.etag).toBe(`"${digest}"`)
    const again = await gateway.get('/q/stops.csv', { 'if-none-match': `"other", ${headers.etag}` })
    expect([again.status, again.bytes.length]).toEqual([304, 0])
  })

  it('is described by HEAD as by GET', async () => {
    const { headers, bytes } = await gateway.get('/q/stops.xlsx')
    const head = await gateway.get('/q/stops.xlsx', {}, 'HEAD')
    expect([head.status, head.bytes.length]).toEqual([200, 0])
    for (const name of ['etag', 'content-length', 'content-type', 'accept-ranges'])
      expect([name, head.headers[name]]).toEqual([name, headers[name]])
    expect(head.headers['content-length']).toBe(`${bytes.length}`)
  })

  it.each([
    ['bytes=0-9', 0, 10],
    ['bytes=100-', 100, undefined],
    ['bytes=-20', -20, undefined],
    ['bytes=5-99999999', 5, undefined],
  ])('gives the part %s, though the client takes gzip', async (range, from, to) => {
    const { bytes } = await gateway.get('/q/stops.geojson')
    const part = await gateway.get('/q/stops.geojson', { range, 'accept-encoding': 'gzip' })
    expect(part.status).toBe(206)
    expect(part.bytes).toEqual(bytes.subarray(from, to))
    const first = from < 0 ? bytes.length + from : from
    expect(part.headers['content-range']).toBe(
      `bytes ${first}-${first + part.bytes.length - 1}/${bytes.length}`,
    )
  })

  it.each([
    ['several parts', { range: 'bytes=0-1,5-6' }],
    ['another unit', { range: 'rows=0-1' }],
    ['an end before its beginning', { range: 'bytes=9-2' }],
    ['parts of another table', { range: 'bytes=0-1', 'if-range': '"another"' }],
  ])('is sent whole for %s', async (_what, headers) => {
    const [whole, { status, bytes }] = [
      await gateway.get('/q/stops.csv'),
      await gateway.get('/q/stops.csv', headers),
    ]
    expect(status).toBe(200)
    expect(bytes).toEqual(whole.bytes)
  })

  it('refuses a part that lies behind its end', async () => {
    const { bytes } = await gateway.get('/q/stops.csv')
    const answer = await gateway.get('/q/stops.csv', { range: `bytes=${bytes.length}-` })
    expect([answer.status, answer.headers['content-range']]).toEqual([416, `bytes */${bytes.length}`])
  })

  it('compresses, with a weak tag', async () => {
    const plain = await gateway.get('/q/stops.csv')
    const { headers, bytes } = await gateway.get('/q/stops.csv', { 'accept-encoding': 'gzip' })
    expect(headers.etag).toBe(`W/${plain.headers.etag}`)
    expect(gunzipSync(bytes)).toEqual(plain.bytes)
  })
})

describe('a table of what bureaus observe', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway()
  })
  afterAll(() => gateway.stop())

  it('says as Last-Modified when the oldest of it was observed, and how long it may be stored', async () => {
    const { headers, bytes } = await getBytes(`${gateway.url}/q/car-parks-now.json`)
    const times = [...bytes.toString().matchAll(/"observedAt":"([^"]+)"/g)].map(([, time = '']) =>
      Date.parse(time),
    )
    expect(headers['last-modified']).toBe(new Date(Math.min(...times)).toUTCString())
    expect(headers['cache-control']).toMatch(/^public, max-age=\d+$/)
    expect(Number(headers.age)).toBeLessThan(60)
    expect(headers.vary?.toLowerCase()).toContain('x-list')
  })

  it('has no Last-Modified where nothing says when', async () => {
    const { headers } = await getBytes(`${gateway.url}/q/residents-and-health-centres.csv`)
    expect(headers['last-modified']).toBeUndefined()
  })
})

describe('a page of another site', () => {
  const PAGE = { origin: 'https://page.example' }
  const PREFLIGHT = { ...PAGE, 'access-control-request-method': 'GET' }

  it('reads tables as anybody gets them, and nothing with a token', async () => {
    const gateway = await startStopsGateway({ rows: 1 })
    try {
      const { headers } = await gateway.get('/q/stops.csv', PAGE)
      expect(headers['access-control-allow-origin']).toBe('*')
      expect(headers['access-control-expose-headers']).toContain('x-missing-cells')
      const preflight = { ...PREFLIGHT, 'access-control-request-headers': 'authorization' }
      const answer = await gateway.get('/q/stops.csv', preflight, 'OPTIONS')
      expect(answer.headers['access-control-allow-headers']).not.toContain('authorization')
      for (const secret of [{ authorization: 'Bearer x' }, { cookie: 'a=b' }]) {
        const opened = await gateway.get('/q/stops.csv', { ...PAGE, ...secret })
        expect(opened.headers['access-control-allow-origin']).toBeUndefined()
      }
      const query = await gateway.get('/graphql?query=%7B__typename%7D', PAGE)
      expect(query.headers['access-control-allow-origin']).toBeUndefined()
    } finally {
      await gateway.stop()
    }
  })

  it('reads none from a gateway that only some can reach', async () => {
    const gateway = await startStopsGateway({ rows: 1 }, { CORS_TABLES: 'false' })
    try {
      const { headers } = await gateway.get('/q/stops.csv', PAGE)
      expect(headers['access-control-allow-origin']).toBeUndefined()
      const { status } = await gateway.get('/q/stops.csv', PREFLIGHT, 'OPTIONS')
      expect(status).toBe(405)
    } finally {
      await gateway.stop()
    }
  })
})

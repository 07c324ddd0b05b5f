import { afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { createTableBudget, readWhole } from '../../gateway/request/table/readWhole.ts'
import { createLog } from '../../kit/log.ts'
import { definition as culture } from '../../subgraphs/culture/server.ts'
import { createClient } from '../kit/client.ts'
import { planHere } from '../kit/planHere.ts'
import { startHostileServer, startSubgraphServer, TEST_SECRET } from '../kit/subgraph.ts'
import { startTestGateway } from '../kit/gateway.ts'
import { getBytes, startStopsGateway, type Fault, type StopsSettings } from './stopsGateway.ts'

const FORMATS = ['csv', 'ndjson', 'geojson', 'json', 'xlsx', 'parquet'] as const
const FAULTS: readonly (readonly [Fault, number])[] = [
  ['hangs up', 502],
  ['gives an error page', 502],
  ['reports an error', 502],
  ['gives null', 404],
  ['hides the rest', 502],
]
/** So that 200 pages of 100 weigh more than 16 MiB in every format that is not compressed. */
const LONG = '巴'.repeat(300)

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of running.splice(0).toReversed()) await part.stop()
})

async function start(settings: StopsSettings) {
  const gateway = await startStopsGateway(settings)
  running.push(gateway)
  return gateway
}

describe('a list of 395 rows in four pages', () => {
  it('comes whole, with its length, in every format', async () => {
    const gateway = await start({ rows: 395 })
    for (const format of FORMATS) {
      const { status, headers, bytes } = await gateway.get(`/q/stops.${format}`)
      expect([format, status, headers['content-length']]).toEqual([format, 200, `${bytes.length}`])
    }
    const { bytes } = await gateway.get('/q/stops.json')
    expect(JSON.parse(bytes.toString())).toHaveLength(395)
  })

  describe.each(FAULTS)('of a bureau that %s', (fault, status) => {
    it.each([0, 1, 2])('after %i pages is refused in every format', async (goodPages) => {
      let gateway = await start({ rows: 395, fault, goodPages })
      for (const [index, format] of FORMATS.entries()) {
        // Two with their second tries each, for the breaker opens at the fifth failure.
        if (index > 0 && index % 2 === 0) gateway = await start({ rows: 395, fault, goodPages })
        const answer = await gateway.get(`/q/stops.${format}`)
        expect([format, answer.status]).toEqual([format, status])
        expect(JSON.parse(answer.bytes.toString()).errors).toHaveLength(1)
      }
    })
  })

  it('is refused to Accept as it is to an address', async () => {
    const gateway = await start({ rows: 395, fault: 'hangs up' })
    const query = encodeURIComponent('{ busStops { nodes { id } } }')
    const headers = { accept: 'text/csv', 'apollo-require-preflight': '1' }
    const { status, bytes } = await gateway.get(`/graphql?query=${query}`, headers)
    expect(status).toBe(502)
    expect(JSON.parse(bytes.toString()).errors[0].path).toEqual(['busStops'])
  })
})

describe('a list of more than 16 MiB', () => {
  it('comes as it is read, and to its end', { timeout: 60_000 }, async () => {
    const gateway = await start({ rows: 22_000, name: LONG })
    const { status, headers, trailers, bytes, isComplete } = await gateway.get('/q/stops.ndjson')
    expect([status, headers['content-length'], isComplete]).toEqual([200, undefined, true])
    expect(trailers).toEqual({ 'x-missing-cells': '0' })
    expect(bytes.toString().trim().split('\n')).toHaveLength(22_000)
  })

  it.each(['csv', 'ndjson', 'geojson', 'json'])(
    'breaks the connection in %s when a page fails',
    { timeout: 60_000 },
    async (format) => {
      const gateway = await start({ rows: 22_000, name: LONG, fault: 'hangs up', goodPages: 210 })
      const { status, isComplete } = await gateway.get(`/q/stops.${format}`)
      expect([status, isComplete]).toEqual([200, false])
    },
  )
})

describe('a variable that is refused', () => {
  it('refuses the table, and the blank of an unescaped plus is that plus', async () => {
    const gateway = await startTestGateway()
    running.push(gateway)
    const get = (at: string) => getBytes(`${gateway.url}/q/late-libraries-near-night-buses.csv?at=${at}`)
    const refused = await get('tomorrow')
    expect(refused.status).toBe(400)
    expect(refused.bytes.toString()).toContain('tomorrow')
    const [plain, escaped] = [
      await get('2026-11-23T21:00:00+08:00'),
      await get('2026-11-23T21:00:00%2B08:00'),
    ]
    expect(plain.bytes.toString()).toBe(escaped.bytes.toString())
    expect(plain.bytes.toString().split('\r\n').length).toBeGreaterThan(3)
  })
})

describe('a bureau that owes a column of another bureau’s list', () => {
  it('costs its own cells, which are counted', async () => {
    const served = await startSubgraphServer(culture)
    const dead = await startHostileServer({ status: 502, body: 'Bad gateway' })
    const config = readConfig({
      PORT: '0',
      GATEWAY_SECRET: TEST_SECRET,
      SUBGRAPH_URLS: `culture=${served.url}/graphql,transport=${dead.url}/graphql`,
    })
    const gateway = await startGateway(config, createLog('test', 'silent'), new Map(), {}, planHere)
    running.push(served, dead, gateway)
    const answer = await getBytes(`${gateway.url}/q/accessible-parking-near-museums.csv`)
    const lines = answer.bytes.toString().trim().split('\r\n')
    expect([answer.status, lines.length]).toEqual([200, 22])
    // One museum has no place, and so nothing near it that is missing.
    const places = await createClient(gateway.url).ask('{ museums(first: 50) { nodes { place { id } } } }')
    expect(JSON.stringify(places).match(/"place":\{/g)).toHaveLength(20)
    expect(answer.headers['x-missing-cells']).toBe('20')
    for (const line of lines.slice(1)) expect(line).toMatch(/,$/)
    const address = `${gateway.url}/q/accessible-parking-near-museums.csv?explode=place.nearbyCarParks`
    const exploded = await getBytes(address)
    // Each of the twenty lacks the six columns of its car parks.
    expect([exploded.status, exploded.headers['x-missing-cells']]).toEqual([200, '120'])
    // Nor is a row left out because a bureau did not tell what decides on it; 503 once the breaker has opened.
    for (const deciding of ['filter=place.nearbyCarParks.metres<200', 'sort=place.nearbyCarParks.metres'])
      expect([502, 503]).toContain((await getBytes(`${address}&${deciding}`)).status)
  })
})

describe('tables that wait for slow readers', () => {
  const piecesOf = async function* (sizes: readonly number[]) {
    for (const size of sizes) yield Buffer.alloc(size)
  }

  it('weigh no more together than their budget, and are sent as they come beyond it', async () => {
    const budget = createTableBudget(100)
    const first = await readWhole(piecesOf([40, 40]), budget)
    const second = await readWhole(piecesOf([10, 40]), budget)
    expect([first.isWhole, second.isWhole]).toEqual([true, false])
    first.release()
    second.release()
    expect((await readWhole(piecesOf([60, 40]), budget)).isWhole).toBe(true)
  })
})

import 'reflect-metadata'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from '../../../kit/log.ts'
import { createFeed } from '../../_kit/feed.ts'
import { carParkLive, parseCarParkLive } from './carParkLive.ts'
import { testDocument } from '../../_kit/testDocument.ts'

const ROW = {
  ID: '6001',
  name: '南灣',
  Car_CNT: '12',
  MB_CNT: '0',
  OT_A_CNT: '-',
  ELC_CNT: '',
  DC_CNT: '2',
  Time: '11/22/2026 2:19:57 PM',
  maintenance: '0',
}

function document(...rows: Partial<typeof ROW>[]): string {
  const elements = rows.map((row) => {
    const attributes = Object.entries({ ...ROW, ...row }).map(([name, value]) => `${name}="${value}"`)
    return `<Car_park_info ${attributes.join(' ')} />`
  })
  return `<?xml version="1.0"?><CarPark>${elements.join('')}</CarPark>`
}

describe('the parser of free spaces', () => {
  it('reads "0" as none free, and "" and "-" as not known', () => {
    expect(parseCarParkLive(testDocument(document({}))).records).toEqual([
      {
        id: '6001',
        cars: 12,
        motorcycles: 0,
        electricCars: null,
        electricMotorcycles: null,
        accessible: 2,
        observedAt: '2026-11-22T14:19:57+08:00',
        underMaintenance: false,
        sample: false,
      },
    ])
  })

  it.each([
    ['9/3/2026 4:21:04 PM', '2026-09-03T16:21:04+08:00'],
    ['11/2/2026 12:00:30 AM', '2026-11-02T00:00:30+08:00'],
    ['11/2/2026 12:00:30 PM', '2026-11-02T12:00:30+08:00'],
    ['-', null],
    ['2/29/2026 4:21:04 PM', null],
    ['11/23/2026 4:21:04 PM', null],
  ])('reads the time %s, month first, as %s', (Time, observedAt) => {
    expect(parseCarParkLive(testDocument(document({ Time }))).records[0]?.observedAt).toBe(observedAt)
  })

  it('moves the times of a replayed frame', () => {
    expect(parseCarParkLive(testDocument(document({}), 3_600_000)).records[0]?.observedAt).toBe(
      '2026-11-22T15:19:57+08:00',
    )
  })

  it('sets a bad record aside with its field, what was expected and what came, and keeps the rest', () => {
    const parsed = parseCarParkLive(
      testDocument(
        document(
          { ID: '1', Car_CNT: '-3' },
          { ID: '2', Time: '2026-11-22' },
          { ID: '3', maintenance: '9' },
          { ID: '4' },
          { ID: '4' },
          { ID: '' },
        ),
      ),
    )
    expect(parsed.records).toMatchObject([
      { id: '1', cars: null, motorcycles: 0 },
      { id: '2', cars: 12, observedAt: null },
      { id: '4' },
    ])
    expect(parsed.unreadable).toEqual([
      { record: '1', reason: 'Car_CNT: expected a whole number from 0; got "-3"' },
      {
        record: '2',
        reason: 'Time: expected a time such as "9/3/2026 4:21:04 PM" that has been; got "2026-11-22"',
      },
    ])
    expect(parsed.setAside).toEqual([
      { record: '3', reason: 'maintenance: expected true or false; got "9"' },
      { record: '4', reason: 'id: expected each record once; got "4"' },
      { record: 'record 6', reason: 'ID: expected text; got ""' },
    ])
  })

  it.each([
    ['an HTML page', '<!DOCTYPE html><html><body>403</body></html>', 'expected data; got an HTML page'],
    ['an error body', '{"msg":"內部錯誤","code":1}', /expected data; got the error body/],
    ['truncated XML', document({}).slice(0, -12), /expected well-formed XML with the root <CarPark>/],
  ])('refuses %s', (_what, body, message) => {
    expect(() => parseCarParkLive(testDocument(body))).toThrow(message)
  })
})

describe('the feed of free spaces', () => {
  let server: Server | undefined
  afterEach(() => {
    server?.close()
  })

  it.each(['2026-11-22T14:20:30+08:00', '2027-03-01T00:00:07+08:00'])(
    'replays its frames at %s with counts of the last twenty seconds, save the one that stands still',
    async (now) => {
      const feed = createFeed(carParkLive, {
        environment: {},
        clock: () => new Date(now),
        random: () => 0.5,
        log: createLog('test', 'silent'),
      })
      await feed.refresh()
      const seconds = feed
        .read()
        .records.flatMap(({ id, observedAt }) =>
          id === '7089' || observedAt === null ? [] : [(Date.parse(now) - Date.parse(observedAt)) / 1000],
        )
      expect(seconds).toHaveLength(54)
      expect(Math.min(...seconds)).toBeGreaterThan(0)
      expect(Math.max(...seconds)).toBeLessThan(20)
    },
  )

  it('asks with its code, and keeps the last good counts when the source answers nonsense', async () => {
    // As many as there are in Macao: fewer would not be believed.
    let body = document(...Array.from({ length: 56 }, (_, index) => ({ ID: `60${index}` })))
    const codes: (string | undefined)[] = []
    server = createServer((request, response) => {
      codes.push(request.headers.authorization)
      response.end(body)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    let now = new Date('2026-11-22T14:20:00+08:00')
    const feed = createFeed(carParkLive, {
      environment: {
        FEED_DSAT_CARPARK_LIVE_URL: `http://127.0.0.1:${address.port}/car_park_maintance`,
        FEED_DSAT_CARPARK_LIVE_APPCODE: 'test',
      },
      clock: () => now,
      random: () => 0.5,
      log: createLog('test', 'silent'),
    })

    await feed.refresh()
    body = '{"msg":"內部錯誤","code":1}'
    now = new Date('2026-11-22T14:21:00+08:00')
    await feed.refresh()

    expect(codes).toEqual(['APPCODE test', 'APPCODE test'])
    expect(feed.read().records.map(({ cars }) => cars)).toEqual(Array.from({ length: 56 }, () => 12))
    expect(feed.read().stale).toBe(true)
    expect(feed.report()).toMatchObject({
      state: 'DEGRADED',
      lastError: 'expected data; got the error body {"msg":"內部錯誤","code":1}',
      accepted: 56,
    })
  })
})

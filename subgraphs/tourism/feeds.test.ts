import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from '../../kit/log.ts'
import { createFeed, type Feed } from '../_kit/feed.ts'
import type { FeedDescriptor } from '../_kit/feedDescriptor.ts'
import { TEST_NOW } from '../_kit/testSubgraph.ts'
import { hotelsFeed } from './source/hotels.ts'
import { hotelOccupancy, visitorArrivals } from './source/keyIndicators.ts'
import { visitorsByHourFeed } from './source/visitorsByHour.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

interface Asked {
  readonly method: string | undefined
  readonly authorization: string | undefined
  readonly body: string
}

/** A source that answers `answers` one after the other, the last one for ever, and notes how it was asked. */
async function serveAnswers(...answers: readonly { status: number; body: string }[]) {
  const asked: Asked[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk)
    const { status, body } = answers[Math.min(asked.length, answers.length - 1)] ?? { status: 500, body: '' }
    asked.push({
      method: request.method,
      authorization: request.headers.authorization,
      body: Buffer.concat(chunks).toString(),
    })
    response.writeHead(status).end(body)
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `http://127.0.0.1:${port}/`, asked }
}

/** A feed that takes documents of any size: what is asked here is how their records are read. */
function openFeed<R>(descriptor: FeedDescriptor<R>, url: string, appCode?: string): Feed<R> {
  const variable = `FEED_${descriptor.id.toUpperCase().replaceAll('-', '_')}`
  return createFeed(
    { ...descriptor, limits: { floor: 0, mayLose: null, mayFail: 1 } },
    {
      environment: { [`${variable}_URL`]: url, [`${variable}_APPCODE`]: appCode },
      clock: () => TEST_NOW,
      random: () => 0.5,
      log: createLog('tourism', 'silent'),
    },
  )
}

const arrivals = (...values: readonly object[]) =>
  JSON.stringify({
    requestId: '0',
    success: true,
    errorType: null,
    errorMessage: null,
    value: { title: '入境旅客', unit: '人次', minYear: '2008', maxYear: '2026', periodType: 'Month', values },
    responseTime: '2026-11-22T14:20:00',
  })

describe('key indicators', () => {
  it('are asked for with a POST, a key and the years up to now, and may succeed with 201', async () => {
    const { url, asked } = await serveAnswers({
      status: 201,
      body: arrivals(
        { value: '1900592', periodString: '2008年1月', remarks: null },
        { value: '3487994', periodString: '2026 年 5 月', remarks: ['p'] },
      ),
    })
    const feed = openFeed(visitorArrivals, url, 'k1')
    await feed.refresh()
    expect(asked).toEqual([
      {
        method: 'POST',
        authorization: 'APPCODE k1',
        body: '{"from_year":2008,"to_year":2026,"lang":"zh-MO"}',
      },
    ])
    expect(feed.read().records).toEqual([
      { month: '2008-01', value: 1900592, sample: false },
      { month: '2026-05', value: 3487994, sample: false },
    ])
    expect(feed.report()).toMatchObject({ state: 'LIVE', accepted: 2, setAside: [] })
  })

  it('set aside what is no month or no number, and a month that comes twice, with the reason', async () => {
    const { url } = await serveAnswers({
      status: 200,
      body: arrivals(
        { value: '1900592', periodString: '2008年1月' },
        { value: '22933185', periodString: '2008年' },
        { value: '-', periodString: '2008年2月' },
        { value: '1.5', periodString: '2008年3月' },
        { value: '7', periodString: '2008年1月' },
      ),
    })
    const feed = openFeed(visitorArrivals, url)
    await feed.refresh()
    expect(feed.read().records).toEqual([{ month: '2008-01', value: 1900592, sample: false }])
    expect(feed.report().setAside).toEqual([
      { record: '2008年', reason: 'periodString: expected a month such as "2008年1月"; got "2008年"' },
      { record: '2008年2月', reason: 'value: expected a whole count of visitors; got "-"' },
      { record: '2008年3月', reason: 'value: expected a whole count of visitors; got "1.5"' },
      { record: '2008年1月', reason: 'id: expected each record once; got "2008-01"' },
    ])
  })

  it('keep the last good state when the source answers an error in the envelope of a success', async () => {
    const { url } = await serveAnswers(
      { status: 200, body: arrivals({ value: '80.5', periodString: '2015年1月' }) },
      {
        status: 200,
        body: '{"requestId":"1","success":false,"errorType":1,"errorMessage":"System error!","value":null}',
      },
    )
    const feed = openFeed(hotelOccupancy, url)
    await feed.refresh()
    await feed.refresh()
    expect(feed.read().records).toEqual([{ month: '2015-01', value: 80.5, sample: false }])
    expect(feed.report().lastError).toBe('expected success; got error 1 "System error!"')
  })

  it.each([
    [
      '{"success":true,"value":null}',
      'expected an object with value.values; got {"success":true,"value":null}',
    ],
    ['<html><body>404</body></html>', 'expected data; got an HTML page'],
    ['{"msg":"busy","code":1}', 'expected data; got the error body {"msg":"busy","code":1}'],
    ['[]', 'expected an object with success and value; got []'],
  ])('refuse the document %s', async (body, reason) => {
    const { url } = await serveAnswers({ status: 200, body })
    const feed = openFeed(visitorArrivals, url)
    await feed.refresh()
    expect(feed.report()).toMatchObject({ state: 'FAILED', lastError: reason })
    expect(() => feed.read()).toThrow('Nothing has been read from the source "dsec-visitor-arrivals" yet.')
  })
})

describe('the hotel register', () => {
  const register = (...hotels: readonly string[]) =>
    `<?xml version="1.0"?><mgto>${hotels.map((hotel) => `<hotel>${hotel}</hotel>`).join('')}</mgto>`

  it('is read in either suffix of Chinese, with classes as text and empty elements as unknown', async () => {
    const { url } = await serveAnswers({
      status: 200,
      body: register(
        `<id>a</id><name_cn>甲</name_cn><name_en>A</name_en><classname_cn>五星豪華酒店</classname_cn>
         <latitude>22.1483</latitude><longitude>113.5606</longitude><room_no>120</room_no><green_hotel>1</green_hotel>`,
        `<id>b</id><name_zh>乙</name_zh><classname_zh>廉價住宿場所</classname_zh><address_zh>某街</address_zh>
         <latitude/><longitude/><room_no/><green_hotel>0</green_hotel>`,
        `<id>c</id><name_zh>丙</name_zh><classname_zh>膠囊旅館</classname_zh><latitude/><longitude/><room_no>9</room_no>`,
      ),
    })
    const feed = openFeed(hotelsFeed, url)
    await feed.refresh()
    expect(feed.read().records).toMatchObject([
      {
        id: 'a',
        name: { zh: '甲', pt: null, en: 'A' },
        starClass: 'FIVE_STAR_DELUXE',
        stars: 5,
        roomsLicensed: 120,
        roomsAreApproximate: false,
        isGreenHotel: true,
        place: { id: '22.14830,113.56060' },
        area: null,
      },
      {
        id: 'b',
        address: { zh: '某街', pt: null, en: null },
        starClass: 'LOW_COST',
        stars: null,
        roomsLicensed: null,
        isGreenHotel: false,
        place: null,
      },
      { id: 'c', starClass: null, stars: null, isGreenHotel: null },
    ])
    expect(feed.report().remarks).toEqual(['Class not known here, published without stars: 1 hotels.'])
  })

  it('publishes no swapped coordinates and no rooms in words, and sets aside what has no name', async () => {
    const rest = '<latitude/><longitude/><room_no/>'
    const { url } = await serveAnswers({
      status: 200,
      body: register(
        '<id>a</id><name_en>A</name_en><latitude>113.56</latitude><longitude>22.14</longitude><room_no/>',
        '<id>b</id><name_en>B</name_en><latitude/><longitude/><room_no>many</room_no>',
        `<id>c</id>${rest}`,
        `<name_en>D</name_en>${rest}`,
        `<id>e</id><name_en>E</name_en>${rest}`,
      ),
    })
    const feed = openFeed(hotelsFeed, url)
    await feed.refresh()
    expect(feed.read().records).toMatchObject([
      { id: 'a', place: null },
      { id: 'b', roomsLicensed: null },
      { id: 'e' },
    ])
    expect(feed.report().setAside).toEqual([
      { record: 'c', reason: 'name_zh: expected a name in at least one language; got nothing' },
      { record: 'record 4', reason: 'id: expected text; got nothing' },
    ])
    expect(feed.report().remarks).toEqual([
      'Class not known here, published without stars: 3 hotels.',
      'latitude, longitude: expected a coordinate in Macao (latitude 22.05 to 22.25, longitude 113.5 to 113.65); got ["113.56","22.14"] in a: published as null, in 1 record.',
      'room_no: expected a whole number or nothing; got "many" in b: published as null, in 1 record.',
    ])
  })

  it('keeps the last good state when the XML breaks off', async () => {
    const good = register('<id>a</id><name_en>A</name_en><latitude/><longitude/><room_no/>')
    const { url } = await serveAnswers({ status: 200, body: good }, { status: 200, body: good.slice(0, 60) })
    const feed = openFeed(hotelsFeed, url)
    await feed.refresh()
    await feed.refresh()
    expect(feed.read().records).toHaveLength(1)
    expect(feed.report().lastError).toMatch(/^expected well-formed XML with the root <mgto>; got /)
  })
})

describe('visitors by district and hour', () => {
  it('leave out whole days and small cells, which would give each other away', async () => {
    const { url } = await serveAnswers({
      status: 200,
      body: '年,月,時段,統計分區,到訪人次\n2026,9,全天,中區,149\n2026,9,0,中區,49\n2026,9,1,中區,50\n2026,9,2,某區,50\n',
    })
    const feed = openFeed(visitorsByHourFeed, url)
    await feed.refresh()
    expect(feed.read().records).toEqual([
      { area: 'district-centro', month: '2026-09', hour: 0, visitors: null, sample: false },
      { area: 'district-centro', month: '2026-09', hour: 1, visitors: 50, sample: false },
    ])
    expect(feed.report()).toMatchObject({
      setAsideCount: 1,
      setAside: [],
      remarks: ['Under 50 devices, published as null: 1 cells.'],
    })
  })
})

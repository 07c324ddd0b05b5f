import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../../kit/log.ts'
import { isRecord } from '../../kit/isRecord.ts'
import { createFeed, type Feed } from './feed.ts'
import { MAY_BE_EMPTY, type FeedDescriptor, type FeedDocument } from './feedDescriptor.ts'
import { parseJsonDocument, parseXmlList } from './feedFormats.ts'
import { readLocation } from './feedLocation.ts'
import { id } from './fieldTypes.ts'
import { readRecords } from './recordReader.ts'

const leftOver: (() => unknown)[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const stop of leftOver.splice(0)) await stop()
})

const START = new Date('2026-11-22T14:20:00+08:00')

/** A source on a port of its own; `answer` may be exchanged between two readings. */
async function startSource(answer: Answer) {
  const source = { answer, url: '', seen: [] as Seen[] }
  const server = createServer(async (request, response) => {
    source.seen.push({ method: request.method, headers: request.headers, body: await readBody(request) })
    source.answer(response, request)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  leftOver.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (typeof address === 'object' && address) source.url = `http://127.0.0.1:${address.port}/cars`
  return source
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void
interface Seen {
  readonly method: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

function send(body: string, status = 200, headers: Record<string, string> = {}): Answer {
  return (response) => response.writeHead(status, headers).end(body)
}

interface Car {
  readonly id: string
}

function parseCars({ body }: FeedDocument) {
  return readRecords(parseXmlList(body, 'Cars', 'Car').items, {
    namedBy: ['ID'],
    parse: (record): Car => ({ id: record.required('ID', id) }),
    keyOf: ({ id }) => id,
  })
}

function manyCars(count: number): string {
  return Array.from({ length: count }, (_, index) => `<Car ID="${index}"/>`).join('')
}

const TWO_CARS = '<Cars><Car ID="1"/><Car ID="2"/></Cars>'

const cars: FeedDescriptor<Car> = {
  id: 'cars-live',
  title: { zh: '車', pt: null, en: 'Cars' },
  intervalSeconds: 60,
  bundled: { url: new URL('file:///nowhere/cars.xml'), recordedAt: '2026-11-22T00:00:00+08:00' },
  limits: MAY_BE_EMPTY,
  module: import.meta.url,
  parse: parseCars,
}

interface Setting {
  readonly environment?: Record<string, string>
  readonly random?: () => number
}

/** A feed whose clock the test moves; stopped at the end. */
function startFeed<R>(descriptor: FeedDescriptor<R>, { environment = {}, random = () => 0.5 }: Setting) {
  let now = START
  const feed = createFeed(descriptor, {
    environment,
    clock: () => now,
    random,
    log: createLog('test', 'silent'),
  })
  leftOver.push(() => feed.stop())
  return { feed, advance: (seconds: number) => (now = new Date(now.getTime() + seconds * 1000)) }
}

async function startCars(
  answer: Answer,
  environment: Record<string, string> = {},
  more: Partial<FeedDescriptor<Car>> = {},
) {
  const source = await startSource(answer)
  const started = startFeed(
    { ...cars, ...more },
    { environment: { FEED_CARS_LIVE_URL: source.url, ...environment } },
  )
  return { source, ...started }
}

function ids(feed: Feed<Car>): readonly string[] {
  return feed.read().records.map(({ id }) => id)
}

/** Answers that bring none: the source is away, which is another thing than a source that has changed. */
const NO_DOCUMENT = new Set(['HTTP 500', 'a redirect', 'a broken connection'])

describe('a feed over HTTP', () => {
  it('reads the records of its source', async () => {
    const { feed } = await startCars(send(TWO_CARS))
    await feed.refresh()
    expect(feed.read()).toEqual({
      records: [{ id: '1' }, { id: '2' }],
      version: 1,
      retrievedAt: '2026-11-22T14:20:00+08:00',
      sourceUpdatedAt: null,
      stale: false,
    })
    expect(feed.report()).toEqual({
      id: 'cars-live',
      title: { zh: '車', pt: null, en: 'Cars' },
      state: 'LIVE',
      intervalSeconds: 60,
      lastSuccessAt: '2026-11-22T14:20:00+08:00',
      lastAttemptAt: '2026-11-22T14:20:00+08:00',
      sourceUpdatedAt: null,
      staleSince: null,
      lastError: null,
      accepted: 2,
      setAsideCount: 0,
      readings: { count: 1, failures: 0, sourceSeconds: expect.any(Number) },
      setAside: [],
      remarks: [],
      refusedDigest: null,
    })
  })

  it.each([
    ['etag', '"v1"', 'if-none-match'],
    ['last-modified', 'Sun, 22 Nov 2026 06:20:00 GMT', 'if-modified-since'],
  ])('sends back the %s and keeps its version on 304', async (name, value, condition) => {
    const { feed, source, advance } = await startCars((response, request) => {
      if (request.headers[condition] === value) response.writeHead(304).end()
      else response.writeHead(200, { [name]: value }).end(TWO_CARS)
    })
    await feed.refresh()
    advance(60)
    await feed.refresh()
    expect(source.seen.map(({ headers }) => headers[condition])).toEqual([undefined, value])
    expect(feed.read()).toMatchObject({ version: 1, retrievedAt: '2026-11-22T14:21:00+08:00' })
    expect(feed.report()).toMatchObject({ lastSuccessAt: '2026-11-22T14:21:00+08:00', accepted: 2 })
  })

  it('keeps its version when the same document comes again in full', async () => {
    const { feed, source } = await startCars(send(TWO_CARS))
    await feed.refresh()
    await feed.refresh()
    expect(feed.read().version).toBe(1)
    source.answer = send('<Cars><Car ID="3"/></Cars>')
    await feed.refresh()
    expect(feed.read()).toMatchObject({ version: 2, records: [{ id: '3' }] })
  })

  it('asks for the whole document again after one that was none, though the source says "not changed"', async () => {
    const answer: Answer = (response, request) => {
      if (request.headers['if-none-match'] === '"bad"') response.writeHead(304).end()
      else response.writeHead(200, { etag: '"bad"' }).end('<html>Under maintenance</html>')
    }
    const { feed, source } = await startCars(send(TWO_CARS, 200, { etag: '"good"' }))
    await feed.refresh()
    source.answer = answer
    await feed.refresh()
    await feed.refresh()
    expect(feed.report().lastError).toBe('expected data; got an HTML page')
    expect(source.seen.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"good"',
      undefined,
    ])
  })

  it('does not take an unasked 304 for a success', async () => {
    const { feed } = await startCars((response) => response.writeHead(304).end())
    await feed.refresh()
    expect(feed.report()).toMatchObject({
      state: 'FAILED',
      lastError: 'expected HTTP status 200 or 201; got 304',
    })
  })

  it('posts its body, shows its APPCODE and asks for no compression', async () => {
    const { feed, source } = await startCars(
      send(TWO_CARS),
      { FEED_CARS_LIVE_APPCODE: 'code-1' },
      { method: 'POST', body: () => '{"a":1}' },
    )
    await feed.refresh()
    expect(source.seen).toMatchObject([
      {
        method: 'POST',
        body: '{"a":1}',
        headers: {
          'content-type': 'application/json',
          authorization: 'APPCODE code-1',
          'accept-encoding': 'identity',
        },
      },
    ])
  })

  it('takes 201 as success', async () => {
    const { feed } = await startCars(send(TWO_CARS, 201))
    await feed.refresh()
    expect(ids(feed)).toEqual(['1', '2'])
  })

  it.each([
    [
      'an error body with HTTP 200',
      send('{"msg":"內部錯誤","code":1}'),
      'expected data; got the error body {"msg":"內部錯誤","code":1}',
    ],
    ['truncated XML', send('<Cars><Car ID="1"/><Ca'), 'expected well-formed XML with the root <Cars>;'],
    ['an HTML page', send('<!DOCTYPE html><h1>502</h1>'), 'expected data; got an HTML page'],
    ['an empty body', send(''), 'expected a document; got an empty body'],
    ['JSON instead of XML', send('{"Cars":[]}'), 'expected well-formed XML with the root <Cars>;'],
    ['another XML document', send('<Buses/>'), 'expected the root element <Cars>; got "<Buses/>"'],
    ['HTTP 500', send(TWO_CARS, 500), 'expected HTTP status 200 or 201; got 500'],
    [
      'a redirect',
      send('', 302, { location: 'http://127.0.0.1:1/' }),
      'expected a redirect within the same site; got one to another',
    ],
    [
      'a broken connection',
      (response: ServerResponse) => response.destroy(),
      'the source could not be read (UND_ERR_SOCKET)',
    ],
  ])('keeps the last good state when the source answers %s', async (what, bad, reason) => {
    const { feed, source, advance } = await startCars(send(TWO_CARS))
    await feed.refresh()
    source.answer = bad
    advance(60)
    await feed.refresh()
    expect(ids(feed)).toEqual(['1', '2'])
    expect(feed.report()).toMatchObject({
      state: NO_DOCUMENT.has(what) ? 'LIVE' : 'DEGRADED',
      accepted: 2,
      lastSuccessAt: '2026-11-22T14:20:00+08:00',
      lastAttemptAt: '2026-11-22T14:21:00+08:00',
    })
    expect(feed.report().lastError?.startsWith(reason)).toBe(true)
  })

  it('is stale when three of its intervals have passed since the last success, and live at the next', async () => {
    const { feed, source, advance } = await startCars(send(TWO_CARS))
    await feed.refresh()
    source.answer = send('', 503)
    advance(60)
    await feed.refresh()
    advance(120)
    expect(feed.report()).toMatchObject({ state: 'LIVE', staleSince: null })
    advance(1)
    expect(feed.report()).toMatchObject({ state: 'STALE', staleSince: '2026-11-22T14:21:00+08:00' })
    expect(feed.read().stale).toBe(true)
    source.answer = send(TWO_CARS)
    await feed.refresh()
    expect(feed.report()).toMatchObject({ state: 'LIVE', staleSince: null, lastError: null })
    expect(feed.read().stale).toBe(false)
  })

  it('has failed, and says so to whoever reads it, until something was read', async () => {
    const { feed } = await startCars(send('', 500))
    await feed.refresh()
    expect(feed.report()).toMatchObject({
      state: 'FAILED',
      lastSuccessAt: null,
      staleSince: '2026-11-22T14:20:00+08:00',
      accepted: 0,
    })
    expect(() => feed.read()).toThrow('Nothing has been read from the source "cars-live" yet.')
  })

  it('tells no address in its report', async () => {
    const { feed } = startFeed(cars, { environment: { FEED_CARS_LIVE_URL: 'http://127.0.0.1:1/secret' } })
    await feed.refresh()
    expect(feed.report().lastError).toBe('the source could not be read (ECONNREFUSED)')
  })

  it('sets single records aside with the reason and reports fifty of them and their number', async () => {
    const { feed, source } = await startCars(send('<Cars><Car ID="1"/><Car/></Cars>'))
    await feed.refresh()
    expect(feed.report()).toMatchObject({
      accepted: 1,
      setAsideCount: 1,
      setAside: [{ record: 'record 2', reason: 'ID: expected text; got nothing' }],
    })
    source.answer = send(`<Cars>${manyCars(700)}${'<Car/>'.repeat(70)}</Cars>`)
    await feed.refresh()
    expect(feed.report().setAsideCount).toBe(70)
    expect(feed.report().setAside).toHaveLength(50)
  })

  it('refuses an address that is none, naming the variable', () => {
    expect(() => startFeed(cars, { environment: { FEED_CARS_LIVE_URL: 'ftp://x' } })).toThrow(
      'FEED_CARS_LIVE_URL: expected an http or https address; got "ftp://x".',
    )
  })
})

describe('the location of a feed', () => {
  it.each([
    ['does not begin', () => {}],
    ['does not end', (response: ServerResponse) => response.write('<Cars>')],
  ])('gives up on an answer that %s in time', async (_, answer: Answer) => {
    const source = await startSource(answer)
    const location = readLocation(cars, { FEED_CARS_LIVE_URL: source.url }, undefined, 100)
    await expect(location.fetch(START, new AbortController().signal)).rejects.toMatchObject({
      name: 'TimeoutError',
    })
  })
})

describe('a bundled feed', () => {
  async function writeFolder(files: Readonly<Record<string, string>>): Promise<URL> {
    const folder = await mkdtemp(join(tmpdir(), 'feed-'))
    leftOver.push(() => rm(folder, { recursive: true }))
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
    return pathToFileURL(`${folder}/`)
  }

  it('is read from its file as of the day on which it was made', async () => {
    const folder = await writeFolder({ 'cars.xml': TWO_CARS })
    const bundled = { url: new URL('cars.xml', folder), recordedAt: '2026-11-01T00:00:00+08:00' }
    const { feed, advance } = startFeed({ ...cars, bundled }, {})
    await feed.start()
    advance(86_400)
    expect(feed.read()).toMatchObject({ retrievedAt: '2026-11-01T00:00:00+08:00', stale: false })
    expect(feed.report()).toMatchObject({ state: 'BUNDLED', accepted: 2 })
  })

  it('tells no path when its file is missing', async () => {
    const { feed } = startFeed(cars, {})
    await feed.refresh()
    expect(feed.report()).toMatchObject({
      state: 'FAILED',
      lastError: 'the source could not be read (ENOENT)',
    })
  })

  it('replays its frames one a step, over and over, with times moved to now', async () => {
    const at = (seconds: number) =>
      JSON.stringify({ at: Date.parse('2026-11-22T14:20:00+08:00') + seconds * 1000 })
    const url = await writeFolder({ '1.json': at(0), '2.json': at(10), '3.json': at(20) })
    const { feed, advance } = startFeed(
      {
        ...cars,
        bundled: { url, recordedAt: '2026-11-22T14:20:00+08:00', replayStepSeconds: 10 },
        parse: ({ body, shiftMilliseconds }) => ({
          records: [readShifted(body, shiftMilliseconds)],
          setAside: [],
        }),
      },
      {},
    )
    for (const seconds of [0, 10, 10, 10, 3600, 5]) {
      const now = advance(seconds)
      await feed.refresh()
      const step = Math.floor(now.getTime() / 10_000) * 10_000
      expect(feed.read()).toMatchObject({ records: [{ at: step }], stale: false })
      expect(Date.parse(feed.read().retrievedAt)).toBe(step)
    }
    expect(feed.report().state).toBe('BUNDLED')
  })

  function readShifted(body: string, shift: number): { readonly id: string; readonly at: number } {
    const document = parseJsonDocument(body)
    return { id: 'frame', at: (isRecord(document) ? Number(document.at) : 0) + shift }
  }
})

describe('the interval of a feed', () => {
  it.each([
    [0, 54_000],
    [0.5, 60_000],
    [1, 66_000],
  ])('is spread by a tenth: with %d drawn the next reading comes after %d ms', async (drawn, delay) => {
    const source = await startSource(send(TWO_CARS))
    const { feed } = startFeed(cars, { environment: { FEED_CARS_LIVE_URL: source.url }, random: () => drawn })
    const timers = vi.spyOn(globalThis, 'setTimeout')
    await feed.start()
    expect(timers.mock.lastCall?.[1]).toBe(delay)
  })

  it('of a year does not overflow into reading without pause', async () => {
    const { feed } = await startCars(send(TWO_CARS), {}, { intervalSeconds: 31_536_000 })
    const timers = vi.spyOn(globalThis, 'setTimeout')
    await feed.start()
    expect(timers.mock.lastCall?.[1]).toBe(2_147_483_647)
  })

  it('brings a new reading, also after one that failed', async () => {
    const { feed, source } = await startCars(send('', 500), {}, { intervalSeconds: 0.02 })
    await feed.start()
    expect(feed.report().state).toBe('FAILED')
    source.answer = send(TWO_CARS)
    await vi.waitFor(() => expect(ids(feed)).toEqual(['1', '2']))
  })

  it('ends with stop, and with it the reading under way', async () => {
    const { feed, source } = await startCars(() => {}, {}, { intervalSeconds: 0.023 })
    const started = feed.start()
    await vi.waitFor(() => expect(source.seen).toHaveLength(1))
    feed.stop()
    await started
    expect(feed.report().lastError).toBe('the source could not be read (AbortError)')
    const timers = vi.spyOn(globalThis, 'setTimeout')
    await new Promise((resolve) => setImmediate(resolve))
    // Other files' clients may set timers of their own meanwhile.
    expect(timers.mock.calls.map(([, milliseconds]) => milliseconds)).not.toContain(23)
    expect(source.seen).toHaveLength(1)
  })
})

import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { utils as sheets, write as writeWorkbook } from '@e965/xlsx'
import { zipSync } from 'fflate'
import { graphql } from 'graphql'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../../kit/log.ts'
import { runFeedCommand } from '../../subgraphs/_kit/feedCommand.ts'
import { createSubgraph, type Subgraph } from '../../subgraphs/_kit/subgraph.ts'
import { serveSubgraph } from '../../subgraphs/_kit/subgraphServer.ts'
import { startTestSubgraph, TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'
import { warnOfUnknownFeedVariables } from '../../subgraphs/_kit/unknownFeedVariables.ts'
import { definition as culture } from '../../subgraphs/culture/server.ts'
import { definition as transport } from '../../subgraphs/transport/server.ts'
import { readSnapshot, send, startSource, type SourceAnswer } from '../kit/source.ts'

const leftOver: (() => unknown)[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const stop of leftOver.splice(0).toReversed()) await stop()
})

const MUSEUMS = readSnapshot('culture/data/museums.csv')
const RENAMED = MUSEUMS.replace('澳門藝術博物館', '藝術館')
const CAR_PARKS = readSnapshot('transport/data/dsat-carpark-live/0.xml')

async function open(answer: SourceAnswer) {
  const source = await startSource(answer)
  leftOver.push(source.stop)
  return source
}

type Environment = Record<string, string>

/** The culture bureau whose museums come from a source of the test. */
async function openMuseums(answer: SourceAnswer, more: Environment = {}, now = () => TEST_NOW) {
  const source = await open(answer)
  const subgraph = await startTestSubgraph(culture, { FEED_ICM_MUSEUMS_URL: source.url, ...more }, now)
  leftOver.push(() => subgraph.stop())
  const report = () => subgraph.reports().find(({ id }) => id === 'icm-museums')
  const readAgain = (next: SourceAnswer) => {
    source.answer = next
    return subgraph.findFeed('icm-museums')?.refresh()
  }
  const askName = async () => (await subgraph.ask('{ museum(id: "mam") { name { zh } } }')).data
  return { source, subgraph, report, readAgain, askName }
}

async function openCarParks(answer: SourceAnswer, more: Environment = {}) {
  const source = await open(answer)
  const subgraph = await startTestSubgraph(transport, { FEED_DSAT_CARPARK_LIVE_URL: source.url, ...more })
  leftOver.push(() => subgraph.stop())
  const report = () => subgraph.reports().find(({ id }) => id === 'dsat-carpark-live')
  return { source, subgraph, report }
}

const NAME = { museum: { name: { zh: '澳門藝術博物館' } } }

/** Big5 has no encoder in Node: made from its decoder. */
function encodeBig5(text: string): Buffer {
  const codes = new Map<string, readonly number[]>()
  const decoder = new TextDecoder('big5')
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (character.length === 1 && !codes.has(character)) codes.set(character, [lead, trail])
    }
  return Buffer.from(
    [...text].flatMap((character) =>
      character.charCodeAt(0) < 0x80 ? [character.charCodeAt(0)] : (codes.get(character) ?? [0x3f]),
    ),
  )
}

/** Only the characters that Big5 has. */
const PLAIN = MUSEUMS.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '')
const SHEET = sheets.aoa_to_sheet(
  MUSEUMS.trim()
    .split('\n')
    .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((cell) => cell.replaceAll('"', ''))),
)

function workbook(bookType: 'xlsx' | 'biff8'): Buffer {
  const book = sheets.book_new()
  sheets.book_append_sheet(book, SHEET, 'museums')
  return writeWorkbook(book, { type: 'buffer', bookType })
}

function zip(files: Readonly<Record<string, string | Buffer>>): Buffer {
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)]))),
  )
}

const withMark = (mark: readonly number[], text: Buffer) => Buffer.concat([Buffer.from(mark), text])
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('a document is read in the form in which it comes:', () => {
  it.each<[string, Buffer, Record<string, string>]>([
    ['UTF-8 with a mark', withMark([0xef, 0xbb, 0xbf], Buffer.from(MUSEUMS)), {}],
    ['Big5 by its header', encodeBig5(PLAIN), { 'content-type': 'text/csv; charset=Big5' }],
    ['UTF-16 with a mark', withMark([0xff, 0xfe], Buffer.from(MUSEUMS, 'utf16le')), {}],
    ['UTF-16, the big end first', withMark([0xfe, 0xff], bigEndian(MUSEUMS)), {}],
    [
      'UTF-16 by its header',
      Buffer.from(MUSEUMS, 'utf16le'),
      { 'content-type': 'text/csv; charset="utf-16le"' },
    ],
    [
      'UTF-8 under a header that says Latin',
      Buffer.from(MUSEUMS),
      { 'content-type': 'text/csv; charset=iso-8859-1' },
    ],
    ['gzip that nobody asked for', gzipSync(MUSEUMS), {}],
    ['gzip that is told', gzipSync(MUSEUMS), { 'content-encoding': 'gzip' }],
    ['deflate', deflateSync(MUSEUMS), { 'content-encoding': 'deflate' }],
    ['a ZIP archive', zip({ 'export/museums.csv': MUSEUMS, 'export/readme.pdf': 'x' }), {}],
    [
      'a ZIP archive of Big5 with a mark of its own',
      zip({ 'm.csv': withMark([0xef, 0xbb, 0xbf], Buffer.from(MUSEUMS)) }),
      { 'content-type': 'application/zip; charset=big5' },
    ],
    ['XLSX', workbook('xlsx'), {}],
    ['XLS', workbook('biff8'), {}],
    ['XLS in a ZIP archive', zip({ 'museums.xls': workbook('biff8') }), {}],
    ['XLSX in a ZIP archive', zip({ 'museums.xlsx': workbook('xlsx') }), {}],
  ])('%s', async (_, body, headers) => {
    const { report, askName } = await openMuseums(send(body, headers))
    expect(report()).toMatchObject({ state: 'LIVE', accepted: 21, lastError: null })
    expect(await askName()).toEqual(NAME)
  })

  it('XML by its declaration', async () => {
    const big5 = encodeBig5(CAR_PARKS.replace('utf-8', 'big5'))
    const { report } = await openCarParks(send(big5))
    expect(report()).toMatchObject({ state: 'LIVE', accepted: 56, lastError: null })
  })

  it('XML in UTF-16 without a mark', async () => {
    const { report } = await openCarParks(send(Buffer.from(CAR_PARKS, 'utf16le')))
    expect(report()).toMatchObject({ state: 'LIVE', accepted: 56, lastError: null })
  })
})

describe('a document that is not whole or not to be unpacked is refused:', () => {
  const limit = 1024 * 1024
  it.each<[string, SourceAnswer, RegExp]>([
    [
      'Big5 that says it is UTF-8',
      send(encodeBig5(PLAIN)),
      /^expected text in utf-8; got bytes that are none$/,
    ],
    [
      'UTF-8 that says it is Big5',
      send(Buffer.from(RENAMED), { 'content-type': 'text/csv; charset=big5' }),
      /^expected text in big5|^expected at most|^expected CSV/,
    ],
    [
      'a charset that is none',
      send(RENAMED, { 'content-type': 'text/csv; charset=klingon' }),
      /^expected a charset that is known; got "klingon"$/,
    ],
    [
      'half of a gzip',
      send(gzipSync(MUSEUMS).subarray(0, 900)),
      /^expected a compressed document that is whole/,
    ],
    [
      'half of an archive',
      send(zip({ 'm.csv': MUSEUMS }).subarray(0, 900)),
      /^expected an archive that is whole/,
    ],
    [
      'an archive of two documents',
      send(zip({ 'a.csv': MUSEUMS, 'b.csv': MUSEUMS })),
      /^expected an archive with one document; got 2 documents$/,
    ],
    [
      'an archive of none',
      send(zip({ 'a.pdf': MUSEUMS })),
      /^expected an archive with one document; got one of 1 other files$/,
    ],
    [
      'half of a workbook',
      send(workbook('biff8').subarray(0, 2000)),
      /^expected (a workbook with a sheet|a CSV|CSV)/,
    ],
    [
      'a gzip that unpacks to a thousand times its size',
      send(gzipSync(Buffer.alloc(40_000_000, 'x'))),
      new RegExp(`^expected at most ${limit} bytes; got more$`),
    ],
    [
      'an archive that does',
      send(zip({ 'm.csv': Buffer.alloc(40_000_000, 'x') })),
      new RegExp(`^expected at most ${limit} bytes; got more$`),
    ],
    [
      'a document larger than its source can be',
      send(MUSEUMS.repeat(400)),
      new RegExp(`^expected at most ${limit} bytes; got more$`),
    ],
    ['a body without end', sendWithoutEnd, new RegExp(`^expected at most ${limit} bytes; got more$`)],
    [
      'a table cut off without a word',
      sendUntilClose(MUSEUMS.slice(0, -4)),
      /^expected a document whose end is told; got one that may have been cut off$/,
    ],
  ])('%s', async (_, bad, reason) => {
    const { report, readAgain, askName } = await openMuseums(send(MUSEUMS))
    await readAgain(bad)
    expect(report()).toMatchObject({
      state: 'DEGRADED',
      accepted: 21,
      lastError: expect.stringMatching(reason),
    })
    expect(await askName()).toEqual(NAME)
  })

  it('a table that is whole needs no length', async () => {
    const { report } = await openMuseums(sendUntilClose(MUSEUMS))
    expect(report()).toMatchObject({ state: 'LIVE', accepted: 21 })
  })

  it('a body shorter than its length is no document', async () => {
    const cut: SourceAnswer = (response) => {
      response.writeHead(200, { 'content-length': MUSEUMS.length * 2 })
      response.end(MUSEUMS)
      response.socket?.end()
    }
    const { report, readAgain } = await openMuseums(send(MUSEUMS))
    await readAgain(cut)
    expect(report()).toMatchObject({
      state: 'LIVE',
      accepted: 21,
      lastError: expect.stringMatching(/^the source could not be read/),
    })
  })
})

/** As a server of HTTP/1.0: the end of the connection is the end of the document. */
function sendUntilClose(body: string): SourceAnswer {
  return (response) => {
    response.socket?.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${body}`)
  }
}

function sendWithoutEnd(response: Parameters<SourceAnswer>[0]): void {
  const chunk = Buffer.alloc(65_536, 'x,')
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
    response.once('drain', more)
  }
  response.writeHead(200)
  more()
}

describe('a source may move', () => {
  it('within its site', async () => {
    const { report, source } = await openMuseums((response, request) => {
      if (request.url === '/document') response.writeHead(302, { location: '/moved' }).end()
      else send(MUSEUMS)(response, request)
    })
    expect(report()).toMatchObject({ state: 'LIVE', accepted: 21 })
    expect(source.asked).toBe(2)
  })

  it.each([
    'http://127.0.0.1:1/',
    'http://localhost/latest/meta-data',
    'file:///etc/passwd',
    '//evil.example/',
    '',
  ])('and not to "%s"', async (location) => {
    const { report } = await openMuseums((response) => response.writeHead(302, { location }).end())
    expect(report()).toMatchObject({
      state: 'FAILED',
      lastError: expect.stringMatching(
        /^expected a redirect within the same site; got one to (another|no address)$/,
      ),
    })
  })

  it('not for ever', async () => {
    const { report, source } = await openMuseums((response) =>
      response.writeHead(302, { location: '/document' }).end(),
    )
    expect(report()?.lastError).toBe('expected a document; got one redirect after another')
    expect(source.asked).toBe(6)
  })
})

describe("the portal's code", () => {
  it('is read where the portal states it, and again when the source no longer takes it', async () => {
    let code = 'first'
    const shown: (string | undefined)[] = []
    const portal = await open((response, request) =>
      send(JSON.stringify({ code: '0', data: { appCode: code } }))(response, request),
    )
    const { report, subgraph } = await openCarParks(
      (response, request) => {
        shown.push(request.headers.authorization)
        if (request.headers.authorization === `APPCODE ${code}`) send(CAR_PARKS)(response, request)
        else response.writeHead(403).end()
      },
      { FEED_DSAT_CARPARK_LIVE_APPCODE_URL: portal.url },
    )
    expect(report()?.state).toBe('LIVE')
    code = 'second'
    await subgraph.findFeed('dsat-carpark-live')?.refresh()
    expect(report()).toMatchObject({ state: 'LIVE', lastError: null })
    expect(shown).toEqual(['APPCODE first', 'APPCODE first', 'APPCODE second'])
    expect(portal.asked).toBe(2)
  })

  it('is nothing that an answer may put into a header', async () => {
    const portal = await open(send('{"code":"0","data":{"appCode":"a\\r\\nx-evil: 1"}}'))
    const { report, source } = await openCarParks(send(CAR_PARKS), {
      FEED_DSAT_CARPARK_LIVE_APPCODE_URL: portal.url,
    })
    expect(report()?.lastError).toMatch(/^expected the portal's reply with an appCode; got another/)
    expect(source.asked).toBe(0)
  })
})

describe('a source that answers one direction of a route at a time', () => {
  const stop = (route: string, dir: string) =>
    JSON.stringify({
      header: '000',
      data: {
        routeInfo: [
          {
            staCode: 'M1/5',
            busInfo: [
              {
                busCode: `${route}-${dir}`,
                busPlate: 'P',
                busType: '1',
                status: '1',
                isFacilities: '1',
                speed: '0',
                passengerFlow: '-1',
              },
            ],
          },
        ],
      },
    })

  async function openBuses(answer: SourceAnswer) {
    const source = await open(answer)
    const subgraph = await startTestSubgraph(transport, {
      FEED_DSAT_BUS_LIVE_URL: `${source.url}?routeName={routeName}&dir={dir}`,
    })
    leftOver.push(() => subgraph.stop())
    // It is asked by the routes, which may be read a moment later.
    await subgraph.findFeed('dsat-bus-live')?.refresh()
    return { subgraph, report: () => subgraph.reports().find(({ id }) => id === 'dsat-bus-live') }
  }

  it('is asked for each', async () => {
    const { subgraph, report } = await openBuses((response, request) => {
      const { searchParams } = new URL(request.url ?? '', 'http://x')
      send(stop(searchParams.get('routeName') ?? '', searchParams.get('dir') ?? ''))(response, request)
    })
    expect(report()).toMatchObject({ state: 'LIVE', lastError: null })
    expect(report()?.accepted).toBeGreaterThan(30)
    const { data } = await subgraph.ask('{ bus(id: "3-1") { id stop { id } isAtStop } }')
    expect(data).toEqual({ bus: { id: '3-1', stop: { id: 'M1/5' }, isAtStop: true } })
  })

  it('may leave a few unanswered, which is told, and not many', async () => {
    let failing = 1
    const { subgraph, report } = await openBuses((response, request) => {
      const { searchParams } = new URL(request.url ?? '', 'http://x')
      const route = searchParams.get('routeName') ?? ''
      if (failing > 1 || route === '3') return response.writeHead(503).end()
      send(stop(route, searchParams.get('dir') ?? ''))(response, request)
    })
    expect(report()).toMatchObject({
      state: 'LIVE',
      remarks: [expect.stringMatching(/^2 of \d+ calls gave no answer\.$/)],
    })
    const { accepted } = report() ?? {}
    failing = 2
    await subgraph.findFeed('dsat-bus-live')?.refresh()
    expect(report()).toMatchObject({ accepted, lastError: expect.any(String) })
  })
})

describe('the last good document', () => {
  async function createStateDir(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'state-'))
    leftOver.push(() => rm(folder, { recursive: true }))
    return folder
  }

  it('outlives its process, until the source has answered the next one', async () => {
    const STATE_DIR = await createStateDir()
    const first = await openMuseums(send(RENAMED, { etag: '"1"' }), { STATE_DIR })
    await first.subgraph.stop()
    await first.source.stop()
    const later = () => new Date(TEST_NOW.getTime() + 3 * 86_400_000 + 1000)
    const second = await startTestSubgraph(
      culture,
      { FEED_ICM_MUSEUMS_URL: first.source.url, STATE_DIR },
      later,
    )
    leftOver.push(() => second.stop())
    const { data } = await second.ask(
      '{ museum(id: "mam") { name { zh } provenance { retrievedAt stale } } }',
    )
    expect(data).toEqual({
      museum: {
        name: { zh: '藝術館' },
        provenance: { retrievedAt: '2026-11-22T14:20:00+08:00', stale: true },
      },
    })
    const report = second.reports().find(({ id }) => id === 'icm-museums')
    expect(report).toMatchObject({ state: 'STALE', accepted: 21, lastSuccessAt: '2026-11-22T14:20:00+08:00' })
  })

  it('is asked for by what the source said of it', async () => {
    const STATE_DIR = await createStateDir()
    const { subgraph, source } = await openMuseums(send(MUSEUMS, { etag: '"1"' }), { STATE_DIR })
    await subgraph.stop()
    const conditions: unknown[] = []
    source.answer = (response, request) => {
      conditions.push(request.headers['if-none-match'])
      response.writeHead(304).end()
    }
    const second = await startTestSubgraph(culture, { FEED_ICM_MUSEUMS_URL: source.url, STATE_DIR })
    leftOver.push(() => second.stop())
    expect(conditions).toEqual(['"1"'])
    expect(second.reports().find(({ id }) => id === 'icm-museums')).toMatchObject({
      state: 'LIVE',
      accepted: 21,
    })
  })

  it.each<[string, (folder: string) => Promise<unknown>]>([
    ['is cut', (folder) => writeFile(join(folder, 'icm-museums.document'), MUSEUMS.slice(0, 900))],
    ['has no description', (folder) => rm(join(folder, 'icm-museums.json'))],
    ['has another description', (folder) => writeFile(join(folder, 'icm-museums.json'), '{}')],
  ])('is not believed where it %s', async (_, spoil) => {
    const STATE_DIR = await createStateDir()
    const { subgraph, source } = await openMuseums(send(MUSEUMS), { STATE_DIR })
    await subgraph.stop()
    await source.stop()
    await spoil(join(STATE_DIR, 'documents', 'culture'))
    const second = await startTestSubgraph(culture, { FEED_ICM_MUSEUMS_URL: source.url, STATE_DIR })
    leftOver.push(() => second.stop())
    expect(second.reports().find(({ id }) => id === 'icm-museums')).toMatchObject({
      state: 'FAILED',
      accepted: 0,
    })
  })

  it("is nobody else's to read, and never that of a document that was refused", async () => {
    const STATE_DIR = await createStateDir()
    const { readAgain } = await openMuseums(send(MUSEUMS), { STATE_DIR })
    await readAgain(send(MUSEUMS.split('\n').slice(0, 5).join('\n')))
    const folder = join(STATE_DIR, 'documents', 'culture')
    expect((await readdir(folder)).sort()).toEqual(['icm-museums.document', 'icm-museums.json', 'lock'])
    expect(await readFile(join(folder, 'icm-museums.document'), 'utf8')).toBe(MUSEUMS)
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
  })

  it('of two processes of one name lies in two folders', async () => {
    const STATE_DIR = await createStateDir()
    await openMuseums(send(MUSEUMS), { STATE_DIR })
    await openMuseums(send(MUSEUMS), { STATE_DIR })
    expect((await readdir(join(STATE_DIR, 'documents'))).sort()).toEqual(['culture', 'culture-2'])
  })

  it('is not kept where nothing can be written, which harms nobody', async () => {
    const file = join(await createStateDir(), 'file')
    await writeFile(file, '')
    const { report } = await openMuseums(send(MUSEUMS), { STATE_DIR: join(file, 'state') })
    expect(report()).toMatchObject({ state: 'LIVE', accepted: 21 })
  })
})

function askSubgraph(subgraph: Subgraph, source: string) {
  return graphql({ schema: subgraph.schema, source, contextValue: subgraph.createContext() })
}

describe('an operator', () => {
  const SECRET = 'a secret of the tests'
  const FEW = `${MUSEUMS.split('\n').slice(0, 6).join('\n')}\n`

  async function serveMuseums(answer: SourceAnswer) {
    const source = await open(answer)
    const log = createLog('test', 'silent')
    const warn = vi.spyOn(log, 'warn')
    const subgraph = createSubgraph(culture, {
      environment: { FEED_ICM_MUSEUMS_URL: source.url },
      clock: () => TEST_NOW,
      random: () => 0.5,
      log,
    })
    const service = await serveSubgraph(subgraph, {
      host: '127.0.0.1',
      port: 0,
      gatewaySecrets: [SECRET],
      drainMilliseconds: 0,
      log,
    })
    leftOver.push(() => service.stop())
    await subgraph.tried()
    const run = (args: readonly string[], secret = SECRET) =>
      runFeedCommand(args, { SUBGRAPH_URL: service.url, GATEWAY_SECRET: secret }, 'ana')
    return { source, service, subgraph, run, warn }
  }

  it('accepts a document that gives too little, by its digest, which the log keeps', async () => {
    const { source, run, warn, subgraph } = await serveMuseums(send(MUSEUMS))
    source.answer = send(FEW)
    expect(await run(['read', 'icm-museums'])).toMatch(
      /^icm-museums {2}DEGRADED {2}21 records {2}expected at least 16 records; got 5 \(refused: [0-9a-f]{64}\)$/,
    )
    const accepted = await run(['accept', 'icm-museums'])
    const [, digest = ''] = /^accepted ([0-9a-f]{64})\nicm-museums {2}LIVE {2}5 records$/.exec(accepted) ?? []
    expect(digest).not.toBe('')
    expect(warn.mock.calls).toContainEqual([
      { audit: 'feed-accept', feed: 'icm-museums', digest, by: 'ana', taken: true },
      'operator accepts a document',
    ])
    const { data } = await askSubgraph(subgraph, '{ museums { totalCount } }')
    expect(data).toEqual({ museums: { totalCount: 5 } })
  })

  it('accepts that document and no other', async () => {
    const { source, run, subgraph } = await serveMuseums(send(MUSEUMS))
    source.answer = send(FEW)
    await run(['read', 'icm-museums'])
    source.answer = send(`${FEW}\n`)
    await expect(run(['accept', 'icm-museums'])).rejects.toThrow(
      /^The source "icm-museums" does not give a readable document of the digest [0-9a-f]{64} now\.$/,
    )
    expect(subgraph.reports().find(({ id }) => id === 'icm-museums')).toMatchObject({
      state: 'DEGRADED',
      accepted: 21,
    })
    // What was accepted in vain is not taken one day.
    source.answer = send(FEW)
    expect(await run(['read', 'icm-museums'])).toMatch(/^icm-museums {2}DEGRADED/)
  })

  it('accepts nothing that cannot be read', async () => {
    const { source, run } = await serveMuseums(send(MUSEUMS))
    source.answer = send('<!DOCTYPE html><p>')
    await run(['read', 'icm-museums'])
    await expect(run(['accept', 'icm-museums'])).rejects.toThrow(
      'No document of the feed "icm-museums" was refused for giving too little.',
    )
  })

  it('must have the secret', async () => {
    const { run } = await serveMuseums(send(MUSEUMS))
    await expect(run(['list'], 'another secret of somebody')).rejects.toThrow(
      /This subgraph answers its gateway only/,
    )
    await expect(run(['read', 'icm-museums'], 'another secret of somebody')).rejects.toThrow(
      /This subgraph answers its gateway only/,
    )
  })

  it('is no page in a browser, which would send another content type unasked', async () => {
    const { service } = await serveMuseums(send(MUSEUMS))
    const response = await fetch(`${service.url}/feeds`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'x-gateway-secret': SECRET },
      body: '{"action":"read","id":"icm-museums"}',
    })
    expect(response.status).toBe(415)
  })

  it.each([
    [['accept', 'nothing'], 'This subgraph has no feed "nothing".'],
    [['read', 'nothing'], 'This subgraph has no feed "nothing".'],
    [
      ['accept', 'icm-museums', 'abc'],
      'Expected {"action":"read","id"} or {"action":"accept","id","digest","by"}.',
    ],
    [['forget'], /npm run feed -- accept ID/],
  ])('is told what is wrong with %j', async (args, message) => {
    const { run } = await serveMuseums(send(MUSEUMS))
    await expect(run(args)).rejects.toThrow(message)
  })
})

describe('a subgraph', () => {
  it('listens before its slowest source has answered, and is ready when each was tried', async () => {
    let answerNow: (() => void) | undefined
    const source = await open((response, request) => {
      answerNow = () => send(MUSEUMS)(response, request)
    })
    const log = createLog('test', 'silent')
    const subgraph = createSubgraph(culture, {
      environment: { FEED_ICM_MUSEUMS_URL: source.url },
      clock: () => TEST_NOW,
      random: () => 0.5,
      log,
    })
    const service = await serveSubgraph(subgraph, {
      host: '127.0.0.1',
      port: 0,
      gatewaySecrets: [],
      drainMilliseconds: 0,
      log,
    })
    leftOver.push(() => service.stop())
    const ask = async () => {
      const response = await fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ museum(id: "mam") { id } library(id: "central") { id } }' }),
      })
      return (await response.json()) as unknown
    }
    const ready = async () => (await fetch(`${service.url}/health/ready`)).status
    expect(await ask()).toMatchObject({ data: { museum: null, library: { id: 'central' } } })
    expect(await ready()).toBe(503)
    await vi.waitFor(() => expect(answerNow).toBeDefined())
    answerNow?.()
    await subgraph.tried()
    expect(await ask()).toEqual({ data: { museum: { id: 'mam' }, library: { id: 'central' } } })
    expect(await ready()).toBe(200)
  })

  it('is told of variables that none of its feeds reads', () => {
    const log = createLog('test', 'silent')
    const warn = vi.spyOn(log, 'warn')
    const environment = {
      FEED_ICM_MUSEUM_URL: 'x',
      FEED_ICM_MUSEUMS_URL: 'y',
      FEED_ICM_MUSEUMS_APPCODE_URL: 'z',
    }
    warnOfUnknownFeedVariables(environment, ['icm-museums'], log)
    expect(warn.mock.calls).toEqual([
      [{ variable: 'FEED_ICM_MUSEUM_URL', nearest: 'FEED_ICM_MUSEUMS_URL' }, expect.any(String)],
    ])
  })

  it.each([
    ['true', /FEED_ICM_HERITAGE_URL: expected an address, by REQUIRE_LIVE_FEEDS; got nothing\./],
    ['icm-museums', /FEED_ICM_MUSEUMS_URL: expected an address/],
    ['icm-museums, icm-venues', /FEED_ICM_VENUES_URL: expected an address/],
  ])('refuses bundled snapshots with REQUIRE_LIVE_FEEDS=%s', async (REQUIRE_LIVE_FEEDS, message) => {
    await expect(startTestSubgraph(culture, { REQUIRE_LIVE_FEEDS })).rejects.toThrow(message)
  })

  it('starts where the feeds that must be live have addresses', async () => {
    const { report } = await openMuseums(send(MUSEUMS), { REQUIRE_LIVE_FEEDS: 'icm-museums' })
    expect(report()?.state).toBe('LIVE')
  })

  it('says of a snapshot when it was made', async () => {
    const later = () => new Date('2027-01-01T00:00:00+08:00')
    const subgraph = await startTestSubgraph(culture, {}, later)
    leftOver.push(() => subgraph.stop())
    expect(subgraph.reports().map(({ lastSuccessAt }) => lastSuccessAt)).toEqual(
      subgraph.reports().map(() => '2026-11-22T00:00:00+08:00'),
    )
  })

  it('takes the time of the source from its header where the document has none', async () => {
    const { subgraph } = await openMuseums(
      send(MUSEUMS, { 'last-modified': 'Sat, 21 Nov 2026 06:20:00 GMT' }),
    )
    const { data } = await subgraph.ask('{ museum(id: "mam") { provenance { sourceUpdatedAt } } }')
    expect(data).toEqual({ museum: { provenance: { sourceUpdatedAt: '2026-11-21T14:20:00+08:00' } } })
  })
})

describe('a daily feed that has failed', () => {
  it('is tried again soon, then after twice as long each time', async () => {
    const source = await open((response) => response.writeHead(503).end())
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const subgraph = await startTestSubgraph(culture, { FEED_ICM_MUSEUMS_URL: source.url })
    leftOver.push(() => subgraph.stop())
    const delays = () => timers.mock.calls.map(([, milliseconds]) => milliseconds)
    expect(delays()).toContain(5_000)
    const feed = subgraph.findFeed('icm-museums')
    for (const delay of [10_000, 20_000, 40_000]) {
      await feed?.start()
      expect(delays().at(-1)).toBe(delay)
    }
    source.answer = send(MUSEUMS)
    await feed?.start()
    expect(delays().at(-1)).toBe(86_400_000)
  })
})

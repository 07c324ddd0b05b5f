import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from '../../kit/log.ts'
import type { FeedReport } from '../_kit/feed.ts'
import { serveSubgraph } from '../_kit/subgraphServer.ts'
import { startTestSubgraph, TEST_NOW } from '../_kit/testSubgraph.ts'
import { createDefinition, definition } from './server.ts'
import { statusSourcesFromEnvironment } from './statusSources.ts'

const leftOver: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(leftOver.splice(0).map((stop) => stop()))
})

const REPORT: FeedReport = {
  id: 'waits',
  title: { zh: '輪候', pt: null, en: 'Waits' },
  state: 'STALE',
  intervalSeconds: 60,
  lastSuccessAt: '2026-11-22T14:10:00+08:00',
  lastAttemptAt: '2026-11-22T14:19:00+08:00',
  staleSince: '2026-11-22T14:11:00+08:00',
  lastError: 'expected data; got an HTML page',
  accepted: 2,
  setAsideCount: 70,
  setAside: [{ record: 'row 4', reason: 'waitMinutes: expected a number; got "x"' }],
  remarks: ['one remark'],
}

/** A subgraph that answers GET /feeds with `body` and counts who asks; it stands for any version of any bureau. */
async function startStatusServer(body: unknown, status = 200) {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${String(request.headers['x-gateway-secret'])}`)
    response.writeHead(status).end(JSON.stringify(body))
  })
  return { url: await listen(server), asked }
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  leftOver.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
}

async function startCatalogue(environment: Record<string, string>, now = () => TEST_NOW) {
  const subgraph = await startTestSubgraph(definition, environment, now)
  leftOver.push(() => subgraph.stop())
  return subgraph
}

const ALL = `{ feeds { id title { en } subgraph state intervalSeconds lastSuccessAt ageSeconds staleSince lastError accepted
  setAsideCount setAside { record reason } remarks dataset { id } bureau { id } } }`

describe('the board of feeds', () => {
  it('shows what another subgraph reports over HTTP, asked as the gateway asks', async () => {
    const health = await startStatusServer([REPORT])
    const catalogue = await startCatalogue({
      CATALOGUE_STATUS_URLS: `health=${health.url}/`,
      GATEWAY_SECRETS: 'first,second',
    })
    const answer = await catalogue.ask(ALL)
    expect(answer.data?.feeds).toContainEqual({
      id: 'waits',
      title: { en: 'Waits' },
      subgraph: 'health',
      state: 'STALE',
      intervalSeconds: 60,
      lastSuccessAt: '2026-11-22T14:10:00+08:00',
      ageSeconds: 600,
      staleSince: '2026-11-22T14:11:00+08:00',
      lastError: 'expected data; got an HTML page',
      accepted: 2,
      setAsideCount: 70,
      setAside: REPORT.setAside,
      remarks: ['one remark'],
      dataset: null,
      bureau: null,
    })
    expect(health.asked).toEqual(['/feeds first'])
  })

  it('gives a data set the time of its source where the portal has none', async () => {
    const report = { ...REPORT, id: 'mgto-hotels', sourceUpdatedAt: '2026-11-20T09:30:00+08:00' }
    const tourism = await startStatusServer([report])
    const catalogue = await startCatalogue({ CATALOGUE_STATUS_URLS: `tourism=${tourism.url}` })
    const { data } = await catalogue.ask(
      '{ told: dataset(id: "mgto-hotels") { modifiedAt } silent: dataset(id: "mgto-events") { modifiedAt } }',
    )
    expect(data).toEqual({
      told: { modifiedAt: '2026-11-20T09:30:00+08:00' },
      silent: { modifiedAt: null },
    })
  })

  it('reads the status endpoint of a real subgraph', async () => {
    const other = await startTestSubgraph(createDefinition([]))
    const log = createLog('test', 'silent')
    const config = { host: '127.0.0.1', port: 0, gatewaySecrets: ['s3cret'], drainMilliseconds: 0, log }
    const service = await serveSubgraph(other, config)
    leftOver.push(() => service.stop())
    const catalogue = await startCatalogue({
      CATALOGUE_STATUS_URLS: `elsewhere=${service.url}`,
      GATEWAY_SECRETS: 's3cret',
    })
    const answer = await catalogue.ask('{ feeds(state: BUNDLED) { subgraph } }')
    expect(answer.data?.feeds).toEqual([
      ...Array.from({ length: 5 }, () => ({ subgraph: 'catalogue' })),
      ...Array.from({ length: 5 }, () => ({ subgraph: 'elsewhere' })),
    ])
  })

  it('never hides a subgraph that does not answer, nor tells its address', async () => {
    const catalogue = await startCatalogue({ CATALOGUE_STATUS_URLS: 'tourism=http://127.0.0.1:1' })
    const known = await catalogue.ask('{ datasets(first: 100) { nodes { id feed { subgraph } } } }')
    const tourism = readIds(known.data)
    expect(tourism).toContain('mgto-hotels')
    const { data, errors } = await catalogue.ask(
      '{ feeds(state: FAILED) { id subgraph state lastError accepted staleSince dataset { id } } }',
    )
    expect(errors).toBeUndefined()
    expect(data?.feeds).toHaveLength(tourism.length)
    expect(data?.feeds).toEqual(
      expect.arrayContaining(
        tourism.map((id) => ({
          id,
          subgraph: 'tourism',
          state: 'FAILED',
          lastError: 'The subgraph tourism is unreachable.',
          accepted: null,
          staleSince: '2026-11-22T14:20:00+08:00',
          dataset: { id },
        })),
      ),
    )
  })

  it('shows by its name a subgraph of which no data set is known', async () => {
    const refusing = await startStatusServer({ errors: [] }, 403)
    const catalogue = await startCatalogue({ CATALOGUE_STATUS_URLS: `parks=${refusing.url}` })
    const answer = await catalogue.ask('{ feeds(state: FAILED) { id title { en } lastError } }')
    expect(answer.data).toEqual({
      feeds: [{ id: 'parks', title: { en: null }, lastError: 'The subgraph parks is unreachable.' }],
    })
  })

  it('counts an answer of another form as none', async () => {
    const odd = await startStatusServer([{ id: 'waits' }])
    const catalogue = await startCatalogue({ CATALOGUE_STATUS_URLS: `parks=${odd.url}` })
    const answer = await catalogue.ask('{ feeds(state: FAILED) { id } }')
    expect(answer.data).toEqual({ feeds: [{ id: 'parks' }] })
  })

  it('waits two seconds and no longer for a subgraph that is silent', async () => {
    const url = await listen(createServer(() => {}))
    const catalogue = await startCatalogue({ CATALOGUE_STATUS_URLS: `parks=${url}` })
    const startedAt = performance.now()
    const answer = await catalogue.ask('{ feeds(state: FAILED) { id } }')
    expect(answer.data).toEqual({ feeds: [{ id: 'parks' }] })
    expect(performance.now() - startedAt).toBeLessThan(3000)
  })

  it('remembers since when a subgraph has been silent, and forgets when it answers again', async () => {
    let now = TEST_NOW
    let alive = true
    const read = () => (alive ? Promise.resolve([REPORT]) : Promise.reject(new Error('down')))
    const catalogue = await startTestSubgraph(createDefinition([{ subgraph: 'parks', read }]), {}, () => now)
    leftOver.push(() => catalogue.stop())
    const ask = async () => {
      now = new Date(now.getTime() + 60_000)
      const answer = await catalogue.ask('{ feeds { subgraph state staleSince } }')
      return Array.isArray(answer.data?.feeds) ? answer.data.feeds.at(-1) : answer
    }
    expect(await ask()).toMatchObject({ state: 'STALE' })
    alive = false
    expect(await ask()).toMatchObject({ state: 'FAILED', staleSince: '2026-11-22T14:22:00+08:00' })
    expect(await ask()).toMatchObject({ state: 'FAILED', staleSince: '2026-11-22T14:22:00+08:00' })
    alive = true
    expect(await ask()).toMatchObject({ state: 'STALE' })
    alive = false
    expect(await ask()).toMatchObject({ state: 'FAILED', staleSince: '2026-11-22T14:25:00+08:00' })
  })

  it('reads each subgraph once for a page of feeds and for all requests of that moment', async () => {
    let now = TEST_NOW
    let reads = 0
    const read = async () => {
      reads++
      return [REPORT]
    }
    const catalogue = await startTestSubgraph(createDefinition([{ subgraph: 'parks', read }]), {}, () => now)
    leftOver.push(() => catalogue.stop())
    const page = '{ datasets(first: 100) { nodes { feed { state } } } feeds { id } }'
    await Promise.all([catalogue.ask(page), catalogue.ask(page)])
    expect(reads).toBe(1)
    now = new Date(TEST_NOW.getTime() + 1600)
    await catalogue.ask(page)
    expect(reads).toBe(2)
  })

  it('shows the feeds of one bureau', async () => {
    const catalogue = await startCatalogue({})
    const answer = await catalogue.ask('{ feeds(bureau: "dsec") { id bureau { id } dataset { id } } }')
    expect(answer).toEqual({
      data: { feeds: [{ id: 'dsec-areas', bureau: { id: 'dsec' }, dataset: { id: 'dsec-areas' } }] },
    })
  })
})

describe('the addresses of the other subgraphs', () => {
  it('are none unless the environment names them', () => {
    expect(statusSourcesFromEnvironment({})).toEqual([])
  })

  it.each(['tourism', 'tourism=ftp://x', 'a=http://h,=http://h'])('are refused as "%s"', (value) => {
    expect(() => statusSourcesFromEnvironment({ CATALOGUE_STATUS_URLS: value })).toThrow(
      `CATALOGUE_STATUS_URLS: expected name=http://… for each subgraph, separated by commas; got "${value}".`,
    )
  })
})

function readIds(data: unknown): readonly string[] {
  const { datasets } = data as { datasets: { nodes: { id: string; feed: { subgraph: string } | null }[] } }
  return datasets.nodes.filter(({ feed }) => feed?.subgraph === 'tourism').map(({ id }) => id)
}

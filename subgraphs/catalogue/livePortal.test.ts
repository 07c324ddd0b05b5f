import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FeedReport } from '../_kit/feed.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { createDefinition } from './server.ts'

const CAR_PARKS = 'ea50a770-cc35-47cc-a3ba-7f60092d4bc4'

/** Of a feed that was last read before the portal says that its data set changed. */
const CAR_PARKS_REPORT: FeedReport = {
  id: 'dsat-carpark-live',
  title: { zh: '停車場車位', pt: null, en: null },
  state: 'STALE',
  intervalSeconds: 10,
  lastSuccessAt: '2026-11-20T09:00:00+08:00',
  lastAttemptAt: '2026-11-22T14:20:00+08:00',
  staleSince: '2026-11-20T09:00:30+08:00',
  lastError: 'no answer',
  accepted: 56,
  setAside: [],
  remarks: ['one remark'],
}

/** The portal as it is: some 1,400 data sets, few of which the graph reads. */
const items = Array.from({ length: 1376 }, (_, index) => ({
  id: index === 0 ? CAR_PARKS : `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  name: index === 0 ? '停車場車位☯☯Live car parks☯Parques' : `數據集${index}`,
  deptName: index % 2 === 0 ? '交通事務局' : '海事及水務局,消防局',
  deptId: '1',
  updateTime: '2026-11-20 09:30:00',
  isFile: '1',
  isApi: '0',
  isUrl: '0',
  description: '',
  visits: index,
}))

let portal: Server
let asked: string[]
let subgraph: StartedSubgraph
beforeAll(async () => {
  asked = []
  portal = createServer(async (request, response) => {
    asked.push(`${request.method} ${await text(request)}`)
    const data = { page: 1, rows: 2000, total: items.length, pageTotal: 1, items }
    response.end(JSON.stringify({ code: '0', data }))
  })
  portal.listen(0, '127.0.0.1')
  await once(portal, 'listening')
  const address = portal.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const transport = { subgraph: 'transport', read: async () => [CAR_PARKS_REPORT] }
  subgraph = await startTestSubgraph(createDefinition([transport]), {
    FEED_PORTAL_DATASETS_URL: `http://127.0.0.1:${port}/datadir/search`,
  })
})
afterAll(async () => {
  await subgraph.stop()
  portal.closeAllConnections()
  portal.close()
})

describe('the catalogue at the address of the real portal', () => {
  it('asks once, by POST, for everything', () => {
    expect(asked).toEqual([
      'POST {"key":"","page":0,"rows":2000,"orderBy":"asc","sortBy":"name","url":false}',
    ])
  })

  it('lists what the portal lists, and what the graph reads beside it', async () => {
    const answer = await subgraph.ask(
      `{ all: datasets(first: 0) { totalCount }
         dsat: datasets(first: 0, filter: { custodian: "dsat" }) { totalCount }
         dataset(id: "dsec-areas") { title { en } feed { state } portalVisits distributions } }`,
    )
    expect(answer.data).toMatchObject({
      dataset: {
        title: { en: 'Parishes and statistical districts' },
        feed: { state: 'BUNDLED' },
        portalVisits: null,
        distributions: [],
      },
    })
    expect(readCount(answer.data?.all)).toBeGreaterThan(1376)
    expect(readCount(answer.data?.dsat)).toBeGreaterThan(687)
  })

  it('joins what the portal says of a data set with what the graph knows of it', async () => {
    const answer = await subgraph.ask(
      `{ dataset(id: "dsat-carpark-live") { title { zh pt en } portalVisits modifiedAt distributions theme formats } }`,
    )
    expect(answer).toEqual({
      data: {
        dataset: {
          title: { zh: '停車場車位', pt: 'Parques', en: 'Live car parks' },
          portalVisits: 0,
          modifiedAt: '2026-11-20T09:30:00+08:00',
          distributions: ['FILE'],
          theme: 'TRANSPORT',
          formats: ['XML'],
        },
      },
    })
  })

  it('compares when it says that a data set changed with what was read of it', async () => {
    const { data } = await subgraph.ask('{ dataset(id: "dsat-carpark-live") { feed { remarks } } }')
    expect(data).toEqual({
      dataset: {
        feed: {
          remarks: [
            'one remark',
            'The portal says that the data set changed at 2026-11-20T09:30:00+08:00, after it was last read at 2026-11-20T09:00:00+08:00.',
          ],
        },
      },
    })
  })

  it('leaves unknown what only the portal knows, and names publishers that are not in the catalogue', async () => {
    const answer = await subgraph.ask(
      `{ dataset(id: "00000000-0000-4000-8000-000000000007") {
           title { zh en } publisherNames custodians { id } origin theme accessTier licenceStatus lifecycleState formats feed { id } } }`,
    )
    expect(answer).toEqual({
      data: {
        dataset: {
          title: { zh: '數據集7', en: null },
          publisherNames: ['海事及水務局', '消防局'],
          custodians: [{ id: 'cb' }],
          origin: null,
          theme: null,
          accessTier: null,
          licenceStatus: 'NOT_STATED',
          lifecycleState: 'PUBLISHED',
          formats: [],
          feed: null,
        },
      },
    })
  })
})

function readCount(list: unknown): number {
  return (list as { totalCount: number }).totalCount
}

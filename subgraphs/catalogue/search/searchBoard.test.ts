import { afterEach, expect, it } from 'vitest'
import { createLog } from '../../../kit/log.ts'
import { startListener, type Listening } from '../../../test/kit/listener.ts'
import { publishSearchables, type Searchable } from '../../_kit/searchables.ts'
import { searchableSourcesFromEnvironment } from '../statusSources.ts'
import { createSearchBoard } from './searchBoard.ts'

const KINDS = new Set(['Park', 'Museum'])
const log = createLog('test', 'silent')

function named(id: string, zh: string): Searchable {
  return { id, name: { zh, pt: null, en: null } }
}

const listening: Listening[] = []
afterEach(async () => {
  await Promise.all(listening.splice(0).map(({ stop }) => stop()))
})

interface Bureau {
  readonly answers: boolean
  readonly body: string | undefined
  readonly parks: readonly Searchable[]
}

/** A bureau over HTTP that publishes what stands in `parks`, and what each of its answers was. */
async function startBureau(parks: Searchable[]) {
  const statuses: number[] = []
  const bureau: Bureau = { answers: true, body: undefined, parks }
  const listener = await startListener((request, response) => {
    void (async () => {
      const published = await publishSearchables({ Park: () => bureau.parks }, undefined)
      const status = !bureau.answers
        ? 503
        : request.headers['if-none-match'] === `"${published.tag}"`
          ? 304
          : 200
      statuses.push(status)
      response.writeHead(request.url === '/searchables' ? status : 404)
      response.end(status === 200 ? (bureau.body ?? JSON.stringify(published)) : undefined)
    })()
  })
  listening.push(listener)
  return {
    statuses,
    set: (change: Partial<Bureau>) => Object.assign(bureau, change),
    url: new URL(listener.url).origin,
  }
}

it('what a bureau publishes anew is found, what it has no longer is not, and what is unchanged is not sent again', async () => {
  const parks = [named('a', '盧廉若公園'), named('b', '白鴿巢公園')]
  const { url, statuses } = await startBureau(parks)
  const board = createSearchBoard({
    sources: searchableSourcesFromEnvironment({ CATALOGUE_STATUS_URLS: `city=${url}` }),
    kinds: KINDS,
    clock: () => new Date(0),
    log,
  })
  const find = async (text: string) =>
    (await board.read()).find(text).found.map(({ document }) => document.key)
  expect(await find('公園')).toEqual(['Park:a', 'Park:b'])
  await board.refresh()
  parks.splice(0, 2, named('b', '白鴿巢前地'), named('c', '螺絲山公園'))
  await board.refresh()
  expect(await find('公園')).toEqual(['Park:c'])
  expect(await find('白鴿巢')).toEqual(['Park:b'])
  expect((await board.read()).size).toBe(2)
  expect(statuses).toEqual([200, 304, 200])
})

it('a bureau that is down, or answers what is not understood, keeps its last index', async () => {
  const { url, statuses, set } = await startBureau([named('a', '盧廉若公園')])
  let now = 0
  const board = createSearchBoard({
    sources: searchableSourcesFromEnvironment({ CATALOGUE_STATUS_URLS: `city=${url}` }),
    kinds: KINDS,
    clock: () => new Date(now),
    log,
  })
  const find = async () => (await board.read()).find('卢廉若').found.map(({ document }) => document.key)
  expect(await find()).toEqual(['Park:a'])
  set({ answers: false })
  now = 400_000
  expect(await find()).toEqual(['Park:a'])
  set({ answers: true, body: '{"tag":"x","kinds":{"Park":[{"id":7}]}}', parks: [] })
  now = 800_000
  expect(await find()).toEqual(['Park:a'])
  expect(statuses).toEqual([200, 503, 200])
})

it('a source that a bureau has not read costs its own kind, and a kind of no union is not indexed', async () => {
  const published = await publishSearchables(
    {
      Park: () => {
        throw new Error('never read')
      },
      Museum: () => [named('mam', '澳門藝術博物館')],
      Doctor: () => [named('d', '澳門醫生')],
    },
    undefined,
  )
  expect(published.kinds).toEqual({
    Park: null,
    Museum: [named('mam', '澳門藝術博物館')],
    Doctor: [named('d', '澳門醫生')],
  })
  const read = async () => published
  const board = createSearchBoard({
    sources: [{ subgraph: 'culture', read }],
    kinds: KINDS,
    clock: () => new Date(0),
    log,
  })
  expect((await board.read()).find('澳門').found.map(({ document }) => document.key)).toEqual(['Museum:mam'])
})

it('what a record has besides what is asked for stays at its bureau', async () => {
  const record = { ...named('a', '盧廉若公園'), insuranceValueMop: 1_000_000 }
  const { kinds } = await publishSearchables({ Park: () => [record] }, undefined)
  expect(kinds).toEqual({ Park: [named('a', '盧廉若公園')] })
})

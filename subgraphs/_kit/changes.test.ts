import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { sha256Hex } from '../../kit/digest.ts'
import { createLog } from '../../kit/log.ts'
import { announceChanges, type Change } from './changes.ts'
import { createFeed, type Feed } from './feed.ts'
import { MAY_BE_EMPTY } from './feedDescriptor.ts'

const LOG = createLog('test', 'silent')
const PAUSES = { gather: 20, retry: 20, longestRetry: 40 }

const leftOver: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of leftOver.splice(0).toReversed()) await stop()
})

describe('a gateway is told', () => {
  it('of everything at the start, and then of the types in which a source has changed', async () => {
    const { feed, source } = await startFeed({ types: ['Car', 'Garage'] })
    const { told } = announce([feed])
    source.body = 'two'
    await feed.refresh()
    await expect.poll(() => told).toEqual([{ subgraph: 'cars' }, CAR, GARAGE])
  })

  it('of everything when the records may stand anywhere', async () => {
    const { feed, source } = await startFeed({})
    const { told } = announce([feed])
    source.body = 'two'
    await feed.refresh()
    await expect.poll(() => told).toEqual([{ subgraph: 'cars' }, { subgraph: 'cars' }])
  })

  it('once of what several sources have changed at a time', async () => {
    const feeds = [await startFeed({ types: ['Car'] }), await startFeed({ types: ['Garage', 'Car'] })]
    const { told } = announce(feeds.map(({ feed }) => feed))
    for (const { feed, source } of feeds) {
      source.body = 'two'
      await feed.refresh()
    }
    await expect.poll(() => told).toEqual([{ subgraph: 'cars' }, CAR, GARAGE])
  })

  it.each([
    ['a source that has not changed', 3_600, 'one'],
    ['a source that is read more often than every five minutes', 299, 'two'],
  ])('nothing of %s', async (_what, intervalSeconds, body) => {
    const quiet = await startFeed({ types: ['Car'], intervalSeconds })
    const loud = await startFeed({ types: ['Garage'] })
    const { told } = announce([quiet.feed, loud.feed])
    quiet.source.body = body
    loud.source.body = 'two'
    await quiet.feed.refresh()
    await loud.feed.refresh()
    await expect.poll(() => told).toEqual([{ subgraph: 'cars' }, GARAGE])
  })

  it('again until it has heard, with what has changed since', async () => {
    const { feed, source } = await startFeed({ types: ['Car'] })
    const gateway = announce([feed])
    await expect.poll(() => gateway.told).toEqual([{ subgraph: 'cars' }])
    gateway.isAway = true
    source.body = 'two'
    await feed.refresh()
    await expect.poll(() => gateway.refused).toBeGreaterThan(2)
    gateway.isAway = false
    await expect.poll(() => gateway.told).toEqual([{ subgraph: 'cars' }, CAR])
  })

  it('nothing more once that is stopped', async () => {
    const { feed, source } = await startFeed({ types: ['Car'] })
    const gateway = announce([feed])
    await gateway.stop()
    source.body = 'two'
    await feed.refresh()
    await new Promise((resolve) => setTimeout(resolve, 3 * PAUSES.gather))
    expect(gateway.told).toEqual([{ subgraph: 'cars' }])
  })
})

it('says what it answers from at its start, after a change and at its end', async () => {
  const { feed, source } = await startFeed({ types: ['Car'] })
  const { publications, stop } = announce([feed])
  source.body = 'two'
  await feed.refresh()
  await expect.poll(() => publications).toHaveLength(2)
  await stop()
  const [one, two] = ['one', 'two'].map(sha256Hex)
  expect(publications).toEqual([
    { digest: one, at: 'start' },
    { digest: two, at: 'change' },
    { digest: two, at: 'end' },
  ])
})

it('does not pass for one that has just begun when it was not heard before it changed', async () => {
  const { feed, source } = await startFeed({ types: ['Car'] })
  const gateway = announce([feed], true)
  await expect.poll(() => gateway.refused).toBeGreaterThan(0)
  source.body = 'two'
  await feed.refresh()
  gateway.isAway = false
  await expect.poll(() => gateway.publications).toEqual([{ digest: sha256Hex('two'), at: 'change' }])
  expect(gateway.told).toEqual([{ subgraph: 'cars' }])
})

const CAR = { subgraph: 'cars', type: 'Car' }
const GARAGE = { subgraph: 'cars', type: 'Garage' }

/** Announces to a gateway that can be away. */
function announce(feeds: readonly Feed<unknown>[], isAway = false) {
  const gateway = {
    told: [] as Omit<Change, 'publication'>[],
    publications: [] as Omit<Change['publication'], 'replica'>[],
    refused: 0,
    isAway,
    stop: async () => {},
  }
  const { stop } = announceChanges(
    {
      name: 'cars',
      digest: () => feeds.map((feed) => feed.digest()).join(),
      watch(listener) {
        for (const feed of feeds) feed.watch(() => listener(feed.types))
      },
    },
    async (change) => {
      if (gateway.isAway) gateway.refused++
      if (gateway.isAway) throw new Error('away')
      const { publication, ...what } = change
      gateway.publications.push({ digest: publication.digest, at: publication.at })
      if (publication.at !== 'end') gateway.told.push(what)
    },
    LOG,
    PAUSES,
  )
  leftOver.push(stop)
  gateway.stop = stop
  return gateway
}

/** A feed that was read once of a source on a port of its own, whose answer can be exchanged. */
async function startFeed(more: { readonly types?: readonly string[]; readonly intervalSeconds?: number }) {
  const source = { body: 'one' }
  const server = createServer((_, response) => response.end(source.body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  leftOver.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port }: AddressInfo = addressOf(server.address())
  const feed = createFeed(
    {
      id: 'cars',
      title: { zh: null, pt: null, en: 'Cars' },
      intervalSeconds: 3_600,
      bundled: { url: new URL('file:///nowhere'), recordedAt: '2026-11-22T00:00:00+08:00' },
      limits: MAY_BE_EMPTY,
      module: import.meta.url,
      parse: ({ body }) => ({ records: [body], setAside: [] }),
      ...more,
    },
    {
      environment: { FEED_CARS_URL: `http://127.0.0.1:${port}` },
      clock: () => new Date('2026-11-22T14:20:00+08:00'),
      random: () => 0.5,
      log: LOG,
    },
  )
  leftOver.push(() => feed.stop())
  await feed.refresh()
  return { feed, source }
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.')
  return address
}

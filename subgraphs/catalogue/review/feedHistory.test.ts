import 'reflect-metadata'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../../../kit/log.ts'
import type { FeedEntry } from '../feedBoard.ts'
import { FeedState } from '../schema/feed.ts'
import { createFeedHistory, type FeedHistory } from './feedHistory.ts'
import { writeSampleHistory } from './sampleHistory.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'))
})
afterEach(() => rm(folder, { recursive: true }))

function entryOf(state: FeedState, accepted: number | null, setAsideCount: number | null): FeedEntry {
  return {
    id: 'waits',
    title: { zh: null, pt: null, en: 'Waits' },
    subgraph: 'health',
    state,
    intervalSeconds: 60,
    lastSuccessAt: null,
    lastAttemptAt: null,
    staleSince: null,
    lastError: null,
    accepted,
    setAsideCount,
    setAside: [],
    sourceUpdatedAt: null,
    remarks: [],
  }
}

async function startHistory(
  read: () => FeedEntry,
  now: () => string,
  stateFolder: string | undefined = folder,
) {
  const history: FeedHistory = createFeedHistory({
    read: async () => [read()],
    clock: () => new Date(now()),
    log: createLog('test', 'silent'),
    stateFolder,
    everyMs: 3_600_000,
  })
  await history.start()
  return history
}

describe('how feeds stood', () => {
  it('is summed up by the day in Macao, through the end of a process', async () => {
    let entry = entryOf(FeedState.LIVE, 10, 2)
    let now = '2026-11-27T15:59:00Z'
    const first = await startHistory(
      () => entry,
      () => now,
    )
    await first.look()
    entry = entryOf(FeedState.STALE, 10, 0)
    await first.look()
    await first.stop()
    const second = await startHistory(
      () => entry,
      () => now,
    )
    entry = entryOf(FeedState.FAILED, null, null)
    await second.look()
    now = '2026-11-27T16:00:00Z'
    await second.look()
    expect(await second.daysOf('waits')).toEqual([
      {
        day: '2026-11-27',
        feed: 'waits',
        looks: 3,
        available: 2,
        fresh: 1,
        accepted: 20,
        setAside: 2,
        isSample: false,
      },
      expect.objectContaining({ day: '2026-11-28', looks: 1, available: 0, fresh: 0 }),
    ])
    await second.stop()
  })

  it('counts what other processes and a demonstration wrote', async () => {
    const now = () => '2026-11-28T04:00:00Z'
    const entry = () => ({ ...entryOf(FeedState.LIVE, 10, 2), id: 'dsat-carpark-live' })
    const [one, other] = [await startHistory(entry, now), await startHistory(entry, now)]
    await one.look()
    await other.look()
    expect(await one.daysOf('dsat-carpark-live')).toHaveLength(2)
    await other.stop()
    await one.stop()
    await writeSampleHistory(folder, new Date(now()))
    const third = await startHistory(entry, now)
    const days = await third.daysOf('dsat-carpark-live')
    expect(days.filter(({ isSample }) => isSample)).toHaveLength(365)
    expect(days.every(({ day, isSample }) => isSample === (day !== '2026-11-28'))).toBe(true)
    await third.stop()
  })

  it('is gone with a process that may write nothing', async () => {
    const history = createFeedHistory({
      read: async () => [entryOf(FeedState.LIVE, 1, 0)],
      clock: () => new Date('2026-11-28T04:00:00Z'),
      log: createLog('test', 'silent'),
      stateFolder: undefined,
      everyMs: 3_600_000,
    })
    await history.start()
    await history.look()
    expect(await history.daysOf('waits')).toHaveLength(1)
    await history.stop()
  })
})

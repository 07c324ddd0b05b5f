import { expect, it } from 'vitest'
import type { HookEvent } from '../../kit/hooks/hooks.ts'
import type { FeedReport, FeedState } from './feed.ts'
import { createFeedWatch } from './tellFeeds.ts'

const title = { zh: null, pt: null, en: 'Shelves' }

function reportIn(
  state: FeedState,
  staleSince: string | null,
  lastAttemptAt: string | null = '2026-11-28',
): FeedReport {
  return {
    id: 'shelves',
    title,
    state,
    intervalSeconds: 60,
    lastSuccessAt: null,
    lastAttemptAt,
    staleSince,
    lastError: 'HTTP 500',
    accepted: 0,
    setAside: [],
    remarks: [],
  }
}

it('a feed that fails is told once, and again when it fails anew', () => {
  const told: HookEvent[] = []
  let report = reportIn('FAILED', null, null)
  const look = createFeedWatch(
    { name: 'library', reports: () => [report] },
    { tell: (event) => void told.push(event), stop: async () => {} },
  )
  const states: readonly (readonly [FeedState, string | null])[] = [
    ['LIVE', null],
    ['STALE', 'ten'],
    ['STALE', 'ten'],
    ['FAILED', 'ten'],
    ['LIVE', null],
    ['DEGRADED', 'noon'],
  ]
  look()
  for (const [state, since] of states) {
    report = reportIn(state, since)
    look()
  }
  expect(told).toEqual([
    {
      type: 'feed.failing',
      subject: 'library shelves ten',
      data: {
        subgraph: 'library',
        feed: 'shelves',
        title,
        state: 'STALE',
        since: 'ten',
        lastError: 'HTTP 500',
      },
    },
    expect.objectContaining({ subject: 'library shelves noon' }),
  ])
})

import { expect, it } from 'vitest'
import type { Feed, Reading } from './feed.ts'
import { createView } from './view.ts'

/** A feed that says what its version is; nothing else of it is asked here. */
function createNumberedFeed() {
  let version: number | null = null
  const feed: Feed<number> = {
    id: 'numbers',
    title: { zh: null, pt: null, en: 'Numbers' },
    read(): Reading<number> {
      if (version === null) throw new Error('nothing read')
      return { records: [version], version, retrievedAt: '', sourceUpdatedAt: null, stale: false }
    },
    kind: 'bundled',
    refresh: async () => {},
    start: async () => {},
    stop: () => {},
    digest: () => '',
    watch: () => {},
    report: () => {
      throw new Error('not asked')
    },
  }
  return { feed, change: () => (version = (version ?? 0) + 1) }
}

it('a view is built when first asked for and again only after one of its feeds changed', () => {
  const left = createNumberedFeed()
  const right = createNumberedFeed()
  left.change()
  right.change()
  let built = 0
  const view = createView([left.feed, right.feed], () => {
    built++
    return [...left.feed.read().records, ...right.feed.read().records]
  })
  expect(built).toBe(0)
  expect(view()).toEqual([1, 1])
  expect(view()).toBe(view())
  expect(built).toBe(1)
  right.change()
  expect(view()).toEqual([1, 2])
  expect(built).toBe(2)
})

it('a view of a feed that was never read says so, and is there as soon as it was', () => {
  const { feed, change } = createNumberedFeed()
  const view = createView([feed], () => feed.read().records)
  expect(view).toThrow('nothing read')
  change()
  expect(view()).toEqual([1])
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDeadlines, type Deadlines } from './deadlines.ts'

let passed: string[] = []
let deadlines: Deadlines

beforeEach(() => {
  passed = []
  deadlines = createDeadlines()
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
})
afterEach(() => {
  vi.runAllTimers()
  vi.useRealTimers()
})

function start(milliseconds: number, name: string) {
  return deadlines.start(milliseconds, () => passed.push(name))
}

test('passes after its time, the earlier first', () => {
  start(40, 'first')
  vi.advanceTimersByTime(15)
  start(40, 'second')
  vi.advanceTimersByTime(24)
  expect(passed).toEqual([])
  vi.advanceTimersByTime(1)
  expect(passed).toEqual(['first'])
  vi.advanceTimersByTime(14)
  expect(passed).toEqual(['first'])
  vi.advanceTimersByTime(1)
  expect(passed).toEqual(['first', 'second'])
})

test('never passes once it is ended, while others still do', () => {
  const ended = start(30, 'ended')
  start(30, 'running')
  ended.end()
  vi.advanceTimersByTime(100)
  expect(passed).toEqual(['running'])
  start(30, 'later')
  vi.advanceTimersByTime(30)
  expect(passed).toEqual(['running', 'later'])
})

test('one that starts when another passes has its whole time', () => {
  deadlines.start(30, () => {
    passed.push('first')
    start(30, 'second')
  })
  vi.advanceTimersByTime(59)
  expect(passed).toEqual(['first'])
  vi.advanceTimersByTime(1)
  expect(passed).toEqual(['first', 'second'])
})

test('any of several can be ended, and more than once', () => {
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) => start(60, name))
  for (const index of [2, 0, 4, 2]) all[index]?.end()
  start(60, 'f')
  vi.advanceTimersByTime(60)
  expect(passed).toEqual(['b', 'd', 'f'])
})

test('one timer serves all of one length', () => {
  for (const name of ['a', 'b', 'c']) start(50, name)
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(50)
  expect(passed).toEqual(['a', 'b', 'c'])
  expect(vi.getTimerCount()).toBe(0)
})

test('each length has its own order', () => {
  start(80, 'long')
  start(20, 'short')
  vi.advanceTimersByTime(20)
  expect(passed).toEqual(['short'])
  vi.advanceTimersByTime(60)
  expect(passed).toEqual(['short', 'long'])
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GraphEvent } from '../../kit/events/graphEvent.ts'
import { TopicLog } from './topicLog.ts'

const event = (time: number, key = 'a'): GraphEvent => ({ id: `${time}-0`, key, attributes: {} })
const idsAfter = (log: TopicLog, from: string): readonly string[] | null => {
  const ids: string[] = []
  for (let known = from; ;) {
    const next = log.next(known)
    if (next === null) return null
    if (next === undefined) return ids
    ids.push(next.id)
    known = next.id
  }
}
const KEEPS_ALL = { milliseconds: 1e15, events: 1e6 }

describe('TopicLog', () => {
  it('keeps each event once, whatever is told twice or again', () => {
    const log = new TopicLog(KEEPS_ALL, () => 0)
    log.append('0-0', [event(1), event(2)])
    log.append('1-0', [event(2), event(3)])
    log.append('0-0', [event(1)])
    expect(idsAfter(log, '0-0')).toEqual(['1-0', '2-0', '3-0'])
    expect(log.last).toBe('3-0')
  })

  it('says what was never told: events that follow one that nobody here knows', () => {
    const log = new TopicLog(KEEPS_ALL, () => 0)
    log.append('0-0', [event(1)])
    log.append('5-0', [event(6)])
    expect(idsAfter(log, '1-0')).toBeNull()
    expect(idsAfter(log, '5-0')).toEqual(['6-0'])
  })

  it('knows what has changed again since, of what it keeps and of what it has forgotten', () => {
    let now = 1_000
    const log = new TopicLog({ milliseconds: 500, events: 10 }, () => now)
    log.append('0-0', [event(1_000, 'a'), event(1_001, 'b'), event(1_002, 'a')])
    const isSuperseded = (time: number, key: string) => log.isSuperseded(event(time, key))
    expect([isSuperseded(1_000, 'a'), isSuperseded(1_001, 'b'), isSuperseded(1_002, 'a')]).toEqual([
      true,
      false,
      false,
    ])
    now = 1_900
    log.append('1002-0', [event(1_900, 'b')])
    expect([isSuperseded(1_001, 'b'), isSuperseded(1_002, 'a'), isSuperseded(1_900, 'b')]).toEqual([
      true,
      false,
      false,
    ])
    log.append('2000-0', [event(2_001, 'c')])
    expect(isSuperseded(1_900, 'b')).toBe(false)
  })

  it('an empty batch says nothing', () => {
    const log = new TopicLog(KEEPS_ALL, () => 0)
    log.append('9-0', [])
    expect([log.last, log.forgotten]).toEqual([null, null])
  })

  it('an empty batch that is all says where a topic begins, and nothing of one that is known', () => {
    const log = new TopicLog(KEEPS_ALL, () => 0)
    log.append('9-0', [], true)
    expect([log.last, idsAfter(log, '8-0'), idsAfter(log, '9-0')]).toEqual(['9-0', null, []])
    log.append('12-0', [], true)
    log.append('9-0', [event(10)])
    expect(idsAfter(log, '9-0')).toEqual(['10-0'])
  })

  it('forgets by time and by number, and says so to whoever comes back too late', () => {
    let now = 1_000
    const log = new TopicLog({ milliseconds: 500, events: 10 }, () => now)
    log.append('0-0', [event(1_000), event(1_200)])
    now = 1_600
    log.append('1200-0', [event(1_600)])
    expect(idsAfter(log, '999-0')).toBeNull()
    expect(idsAfter(log, '1000-0')).toEqual(['1200-0', '1600-0'])
    log.append(
      '1600-0',
      Array.from({ length: 20 }, (_, at) => event(1_601 + at)),
    )
    expect(idsAfter(log, '1600-0')).toBeNull()
    expect(idsAfter(log, '1619-0')).toEqual(['1620-0'])
  })

  it('knows what has changed again since', () => {
    const log = new TopicLog(KEEPS_ALL, () => 0)
    log.append('0-0', [event(1, 'a'), event(2, 'b'), event(3, 'a')])
    expect([event(1, 'a'), event(2, 'b'), event(3, 'a')].map((one) => log.isSuperseded(one))).toEqual([
      true,
      false,
      false,
    ])
  })

  it('gives every event after any known one, however it came in', () => {
    const draws = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 })
    fc.assert(
      fc.property(draws, fc.integer({ min: 0, max: 40 }), (ends, known) => {
        const log = new TopicLog(KEEPS_ALL, () => 0)
        let last = 0
        for (const end of ends) {
          // A producer tells everything after what it believes to be known, which may be too early.
          const from = Math.max(0, Math.min(last, end - 3))
          log.append(
            `${from}-0`,
            Array.from({ length: Math.max(0, end - from) }, (_, at) => event(from + at + 1)),
          )
          last = Math.max(last, end)
        }
        const expected = Array.from({ length: Math.max(0, last - known) }, (_, at) => `${known + at + 1}-0`)
        expect(idsAfter(log, `${known}-0`)).toEqual(expected)
      }),
    )
  })
})

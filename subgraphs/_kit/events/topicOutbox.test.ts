import { describe, expect, it } from 'vitest'
import { parseMemory, TopicOutbox, writeMemory, OUTBOX_MS } from './topicOutbox.ts'

const states = (values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([key, state]) => ({ key, state, attributes: { area: 'se' } }))
const keysAfter = (outbox: TopicOutbox, id: string): readonly string[] =>
  outbox.after(id).events.map(({ key }) => key)

describe('TopicOutbox', () => {
  it('tells what is new and what has changed, and nothing of what it finds at first', () => {
    const outbox = new TopicOutbox(true, () => 5, undefined)
    outbox.look(states({ a: 1, b: 1 }))
    expect(keysAfter(outbox, '5-0')).toEqual([])
    outbox.look(states({ a: 2, b: 1, c: 1 }))
    expect(outbox.after('5-0')).toEqual({
      after: '5-0',
      events: [
        { id: '5-1', key: 'a', attributes: { area: 'se' } },
        { id: '5-2', key: 'c', attributes: { area: 'se' } },
      ],
      isAll: true,
    })
    expect(outbox.look(states({ a: 2, b: 1, c: 1 }))).toBe(false)
  })

  it('tells only what is new where that is what its topic is of', () => {
    const outbox = new TopicOutbox(false, () => 5, undefined)
    outbox.look(states({ a: 1 }))
    outbox.look(states({ a: 2, b: 1 }))
    expect(keysAfter(outbox, '5-0')).toEqual(['b'])
  })

  it('has ids that rise when the clock is set back', () => {
    let now = 100
    const outbox = new TopicOutbox(true, () => now, undefined)
    outbox.look(states({ a: 1 }))
    outbox.look(states({ a: 2 }))
    now = 50
    outbox.look(states({ a: 3 }))
    now = 200
    outbox.look(states({ a: 4 }))
    expect(outbox.after('100-0').events.map(({ id }) => id)).toEqual(['100-1', '100-2', '200-0'])
  })

  it('goes on after a restart: what has changed meanwhile is told', () => {
    const before = new TopicOutbox(true, () => 10, undefined)
    before.look(states({ a: 1, b: 1 }))
    before.look(states({ a: 2, b: 1 }))
    const outbox = new TopicOutbox(true, () => 20, parseMemory(writeMemory(before.memory())))
    outbox.look(states({ a: 2, b: 2 }))
    expect(outbox.after('10-0')).toMatchObject({
      after: '10-0',
      events: [
        { id: '10-1', key: 'a' },
        { id: '20-0', key: 'b' },
      ],
    })
  })

  it('tells all that it keeps to whoever knows less, and what they follow', () => {
    let now = 1
    const outbox = new TopicOutbox(true, () => now, undefined)
    outbox.look(states({ a: 1 }))
    outbox.look(states({ a: 2 }))
    now = OUTBOX_MS + 100
    outbox.look(states({ a: 3 }))
    expect(outbox.after('0-0')).toEqual({
      after: '1-1',
      events: [{ id: `${now}-0`, key: 'a', attributes: { area: 'se' } }],
      isAll: true,
    })
    expect(outbox.after(`${now}-0`)).toEqual({ after: `${now}-0`, events: [], isAll: false })
  })

  it('refuses a memory that is none', () => {
    expect(() => parseMemory('{"version":1}')).toThrow(/digests/)
  })
})

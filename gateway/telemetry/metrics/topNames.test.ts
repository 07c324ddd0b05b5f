import { describe, expect, it } from 'vitest'
import { createTopNames } from './topNames.ts'

const PERIOD = 100

function start(limit: number) {
  let time = 0
  const forgotten: string[] = []
  const names = createTopNames(
    limit,
    PERIOD,
    () => time,
    (name) => forgotten.push(name),
  )
  return {
    forgotten,
    labels: (...asked: readonly string[]) => asked.map((name) => names.labelOf(name)),
    nextPeriod: () => void (time += PERIOD),
  }
}

describe('names with labels of their own', () => {
  it('are the first ones, and later those that came most often', () => {
    const { labels, nextPeriod, forgotten } = start(2)
    expect(labels('a', 'b', 'c', 'c', 'c', 'b')).toEqual(['a', 'b', 'other', 'other', 'other', 'b'])
    nextPeriod()
    expect(labels('c', 'b', 'a')).toEqual(['c', 'b', 'other'])
    expect(forgotten).toEqual(['a'])
  })

  it('keep them where nobody else comes', () => {
    const { labels, nextPeriod, forgotten } = start(2)
    labels('a', 'b')
    nextPeriod()
    labels('a')
    nextPeriod()
    expect(labels('a', 'b')).toEqual(['a', 'b'])
    expect(forgotten).toEqual([])
  })

  it('go to one that comes often between thousands that come once', () => {
    const { labels, nextPeriod } = start(2)
    labels('x', 'y')
    for (let index = 0; index < 5_000; index++) labels(`once-${index}`, ...(index % 4 === 0 ? ['often'] : []))
    nextPeriod()
    expect(labels('often')).toEqual(['often'])
  })
})

import { expect, it } from 'vitest'
import { sparkPoints } from '../format/sparkline.ts'
import { mergePart, NOTHING_YET } from './mergePart.ts'
import { addEvent, type History } from './history.ts'

const park = (id: string, cars: number) => ({ carParkChanged: { id, freeSpaces: { cars } } })

it('keeps the last events of each thing apart, in the order in which the things came', () => {
  let told: readonly History[] = []
  for (const event of [park('a', 1), park('b', 7), park('a', 2), { carParkChanged: null }])
    told = addEvent(told, event)
  expect(told.map(({ rows }) => rows)).toEqual([
    [park('a', 1).carParkChanged, park('a', 2).carParkChanged],
    [park('b', 7).carParkChanged],
  ])
  for (let cars = 3; cars < 70; cars++) told = addEvent(told, park('a', cars))
  expect([told[0]?.rows.length, told[0]?.rows[0]]).toEqual([60, park('a', 10).carParkChanged])
})

it('takes each of a list for a thing, and what has no id by its name', () => {
  const told = addEvent([], { warningChanged: [{ name: { en: 'Rain' } }, { name: { en: 'Wind' } }] })
  expect(told).toHaveLength(2)
})

it('draws values from left to right and low to high, over what is not known', () => {
  expect(sparkPoints([0, null, 5, 10])).toBe('0,38 133.33333333333334,21 200,4')
  expect(sparkPoints([3, 3])).toBe('0,21 200,21')
})

it('fills an answer in with its parts, their errors, and what is awaited of it, and leaves the former as it was', () => {
  const first = mergePart(NOTHING_YET, {
    data: { parks: [{ id: 'a' }], museum: { name: 'M' } },
    pending: [
      { id: '0', path: ['parks'] },
      { id: '1', path: [], label: 'slow' },
    ],
    hasNext: true,
  })
  const before = JSON.stringify(first)
  const next = mergePart(first, {
    incremental: [
      { id: '0', items: [{ id: 'b' }, { id: 'c' }], errors: [{ message: 'one' }] },
      { id: '1', subPath: ['museum'], data: { fee: 5 } },
    ],
    completed: [{ id: '0' }],
    hasNext: true,
  })
  expect(next).toMatchObject({
    data: { parks: [{ id: 'a' }, { id: 'b' }, { id: 'c' }], museum: { name: 'M', fee: 5 } },
    errors: [{ message: 'one' }],
    awaited: [{ id: '1', label: 'slow' }],
  })
  const last = mergePart(next, { completed: [{ id: '1', errors: [{ message: 'two' }] }], hasNext: false })
  expect([last.errors, last.awaited]).toEqual([[{ message: 'one' }, { message: 'two' }], []])
  expect(JSON.stringify(first)).toBe(before)
})

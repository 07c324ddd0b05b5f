import { expect, it } from 'vitest'
import { createScheduler } from './scheduler.ts'

const { nextArrival, schedule, whenScheduled } = createScheduler()

it('numbers requests as they come', () => {
  const first = nextArrival()
  expect(nextArrival()).toBeGreaterThan(first)
})

it('lets whoever begins go on at once where nothing else could', async () => {
  expect(whenScheduled(nextArrival())).toBeUndefined()
  schedule(nextArrival(), () => {})
  const scheduled = whenScheduled(nextArrival())
  expect(scheduled).toBeInstanceOf(Promise)
  await scheduled
})

it('takes up what belongs to earlier requests first, whatever came to it first', async () => {
  const [early, middle, late] = [nextArrival(), nextArrival(), nextArrival()]
  const done: string[] = []
  schedule(late, () => done.push('late'))
  schedule(early, () => done.push('early'))
  schedule(middle, () => done.push('middle'))
  schedule(early, () => done.push('early again'))
  await whenScheduled(nextArrival())
  expect(done).toEqual(['early', 'early again', 'middle', 'late'])
})

it('ends all that follows at once from one piece of work before it takes up the next', async () => {
  const [early, late] = [nextArrival(), nextArrival()]
  const done: string[] = []
  const work = async (name: string): Promise<void> => {
    for (const step of [1, 2, 3]) {
      done.push(`${name} ${step}`)
      await Promise.resolve()
    }
  }
  schedule(late, () => void work('late'))
  schedule(early, () => void work('early'))
  await whenScheduled(nextArrival())
  expect(done).toEqual(['early 1', 'early 2', 'early 3', 'late 1', 'late 2', 'late 3'])
})

it('lets what belongs to an earlier request pass what was waiting already', async () => {
  const [early, late] = [nextArrival(), nextArrival()]
  const done: string[] = []
  schedule(late, () => {
    done.push('late')
    schedule(late, () => done.push('late again'))
    schedule(early, () => done.push('early'))
  })
  await whenScheduled(nextArrival())
  expect(done).toEqual(['late', 'early', 'late again'])
})

it('goes on when a piece of work takes long', async () => {
  const done: number[] = []
  const arrivals = Array.from({ length: 5 }, nextArrival)
  for (const arrival of arrivals) {
    schedule(arrival, () => {
      const end = performance.now() + 1
      while (performance.now() < end);
      done.push(arrival)
    })
  }
  await whenScheduled(nextArrival())
  expect(done).toEqual(arrivals)
})

import { expect, it } from 'vitest'
import { createDeadlines } from '../../kit/concurrency/deadlines.ts'
import { createProcessorUse } from '../../kit/concurrency/processorUse.ts'
import { createScheduler, type Arrival } from '../../kit/concurrency/scheduler.ts'
import { createConcurrencyLimit, LEAST_LIMIT, MOST_LIMIT, type ConcurrencyLimit } from './concurrencyLimit.ts'
import { createShedding } from './shedding.ts'

const scheduler = createScheduler()

function open(limit: number, perSecond: number) {
  const fixed: ConcurrencyLimit = { limit, perSecond, observe() {} }
  return createShedding(fixed, scheduler, createDeadlines())
}

const arrivalOf = (used: number): Arrival =>
  scheduler.nextArrival([createProcessorUse(performance.now(), used)])

/** What became of a request that waits, or none when it does not. */
function watch(entered: Promise<void> | undefined, name: string, done: string[]): Promise<void> {
  if (entered === undefined) throw new Error(`${name} did not wait`)
  return entered.then(
    () => void done.push(name),
    (error: unknown) => void done.push(`${name}: ${error instanceof Error ? error.message : String(error)}`),
  )
}

it('lets in at once as many as may be under way, and others as those end, who used least first', async () => {
  const { enter, leave } = open(1, 10)
  expect(enter(arrivalOf(0))).toBeUndefined()
  const done: string[] = []
  const waits = [
    watch(enter(arrivalOf(400)), 'busy', done),
    watch(enter(arrivalOf(0)), 'quiet', done),
    watch(enter(arrivalOf(0)), 'quiet too', done),
  ]
  expect(done).toEqual([])
  leave()
  await waits[1]
  expect(done).toEqual(['quiet'])
  leave()
  await waits[2]
  leave()
  await Promise.all(waits)
  expect(done).toEqual(['quiet', 'quiet too', 'busy'])
})

it('sheds at once who has used most where more wait than could be let in in time', async () => {
  const { enter, leave } = open(1, 2)
  enter(arrivalOf(0))
  const done: string[] = []
  const waits = [
    watch(enter(arrivalOf(400)), 'busy', done),
    watch(enter(arrivalOf(0)), 'quiet', done),
    watch(enter(arrivalOf(0)), 'quiet too', done),
  ]
  await waits[0]
  expect(done).toEqual([
    'busy: The gateway has more requests under way than it can answer in time; ask again in 1 s.',
  ])
  leave()
  leave()
  await Promise.all(waits)
})

it('sheds who was not let in within a second', async () => {
  const { enter } = open(1, 10)
  enter(arrivalOf(0))
  await expect(enter(arrivalOf(0))).rejects.toMatchObject({
    code: 'OVERLOADED',
    status: 503,
    retryAfter: 1,
  })
})

it('has as many under way as end in a quarter of a second, while the thread is saturated', () => {
  const limit = createConcurrencyLimit()
  expect(limit.limit).toBe(MOST_LIMIT)
  for (let times = 0; times < 50; times++) limit.observe({ milliseconds: 100, ended: 40, busy: 0.99 })
  expect(limit.limit).toBe(100)
  for (let times = 0; times < 50; times++) limit.observe({ milliseconds: 100, ended: 1, busy: 0.99 })
  expect(limit.limit).toBe(LEAST_LIMIT)
})

it('lets ever more in while the thread has time: they wait for subgraphs', () => {
  const limit = createConcurrencyLimit()
  for (let times = 0; times < 50; times++) limit.observe({ milliseconds: 100, ended: 1, busy: 0.99 })
  for (let times = 0; times < 6; times++) limit.observe({ milliseconds: 100, ended: 0, busy: 0.2 })
  expect(limit.limit).toBe(MOST_LIMIT)
})

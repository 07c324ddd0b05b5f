import { expect, it } from 'vitest'
import { createProcessorUse, type ProcessorUse } from './processorUse.ts'
import { createScheduler, type Arrival } from './scheduler.ts'

const { nextArrival, schedule, whenScheduled } = createScheduler()

it('numbers requests as they come', () => {
  const first = nextArrival()
  expect(nextArrival().number).toBeGreaterThan(first.number)
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
  const done: Arrival[] = []
  const arrivals = Array.from({ length: 5 }, () => nextArrival())
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

const usedUp = (milliseconds: number): ProcessorUse => createProcessorUse(performance.now(), milliseconds)

/** What is open closes in the turn after its last work. */
async function untilIdle(): Promise<void> {
  await new Promise(setImmediate)
  await new Promise(setImmediate)
}

function busyFor(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

it('lets who has used little pass who has used much, and keeps the order of each', async () => {
  const [quiet, busy] = [usedUp(0), usedUp(300)]
  const done: string[] = []
  schedule(nextArrival([busy]), () => done.push('busy 1'))
  schedule(nextArrival([busy]), () => done.push('busy 2'))
  schedule(nextArrival([quiet]), () => done.push('quiet 1'))
  schedule(nextArrival([quiet]), () => done.push('quiet 2'))
  await whenScheduled(nextArrival([usedUp(1_000)]))
  expect(done).toEqual(['quiet 1', 'quiet 2', 'busy 1', 'busy 2'])
})

it('takes the connections of one address in turn, and addresses before connections', async () => {
  const [address, other] = [usedUp(300), usedUp(40)]
  const done: string[] = []
  schedule(nextArrival([address, usedUp(300)]), () => done.push('busy connection'))
  schedule(nextArrival([address, usedUp(0)]), () => done.push('quiet connection'))
  schedule(nextArrival([other, usedUp(40)]), () => done.push('other address'))
  await whenScheduled(nextArrival([usedUp(1_000)]))
  expect(done).toEqual(['other address', 'quiet connection', 'busy connection'])
})

it('charges who asks with what the work takes, so that others pass those who wait with it', async () => {
  const [greedy, quiet] = [usedUp(0), usedUp(0)]
  const done: string[] = []
  const work = (name: string) => () => {
    done.push(name)
    busyFor(25)
  }
  for (const name of ['greedy 1', 'greedy 2', 'greedy 3']) schedule(nextArrival([greedy]), work(name))
  schedule(nextArrival([quiet]), () => done.push('quiet'))
  await whenScheduled(nextArrival([usedUp(1_000)]))
  expect(done.indexOf('quiet')).toBeLessThan(done.indexOf('greedy 3'))
  expect(greedy.total).toBeGreaterThanOrEqual(75)
  expect(quiet.total).toBeLessThan(25)
})

it('charges who begins while nothing else waits as well', async () => {
  const alone = usedUp(0)
  await untilIdle()
  expect(whenScheduled(nextArrival([alone]))).toBeUndefined()
  busyFor(5)
  await untilIdle()
  expect(alone.total).toBeGreaterThanOrEqual(5)
})

it('lets nobody begin at once after long work, before the event loop has read what else came', async () => {
  await untilIdle()
  expect(whenScheduled(nextArrival())).toBeUndefined()
  busyFor(1)
  await new Promise((resolve) => process.nextTick(resolve))
  const next = whenScheduled(nextArrival())
  expect(next).toBeInstanceOf(Promise)
  await next
})

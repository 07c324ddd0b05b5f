import { Busy } from '../refusals.ts'
import type { Actor } from '../store/act.ts'
import { nameActor } from './keys.ts'

/** Work that has to be done one after the other. Rejects with Busy where too much waits. */
export type Turns = <T>(actor: Actor, work: () => Promise<T>) => Promise<T>

const MOST_WAITING = 16
/** So that a bureau that sends what takes long, by mistake or to hold others up, leaves places for others. */
const MOST_OF_ONE_BUREAU = 4

/** Of those who wait, whoever had a turn longest ago comes first. */
export function createTurns(): Turns {
  const waiting = new Map<string, (() => Promise<unknown>)[]>()
  const counts = new Map<string, number>()
  let isAtWork = false
  const next = (): (() => Promise<unknown>) | undefined => {
    const [first] = waiting
    if (first === undefined) return undefined
    const [who, jobs] = first
    const job = jobs.shift()
    waiting.delete(who)
    if (jobs.length > 0) waiting.set(who, jobs)
    return job
  }
  const run = async (): Promise<void> => {
    isAtWork = true
    for (let job = next(); job !== undefined; job = next()) await job()
    isAtWork = false
  }
  return async <T>(actor: Actor, work: () => Promise<T>): Promise<T> => {
    const who = nameActor(actor)
    const ofThis = counts.get(who) ?? 0
    assertPlace(
      actor,
      ofThis,
      [...counts.values()].reduce((sum, count) => sum + count, 0),
    )
    counts.set(who, ofThis + 1)
    const done = new Promise<T>((resolve, reject) => {
      const job = (): Promise<void> => work().then(resolve, reject)
      waiting.set(who, [...(waiting.get(who) ?? []), job])
    })
    if (!isAtWork) void run()
    try {
      return await done
    } finally {
      const left = (counts.get(who) ?? 1) - 1
      if (left === 0) counts.delete(who)
      else counts.set(who, left)
    }
  }
}

function assertPlace({ bureau }: Actor, ofThis: number, ofAll: number): void {
  if (ofAll >= MOST_WAITING)
    throw new Busy(`Expected at most ${MOST_WAITING} that wait to be checked; got one more. Try again.`)
  if (bureau !== null && ofThis >= MOST_OF_ONE_BUREAU)
    throw new Busy(
      `Expected at most ${MOST_OF_ONE_BUREAU} of ${bureau} that wait to be checked; got one more. Try again.`,
    )
}

/** Decides which request's work comes next in this thread. */
export interface Scheduler {
  /** The number of a request in the order of arrival. */
  nextArrival(): number
  /** Runs `work` soon, after the work of requests that arrived earlier. */
  schedule(arrival: number, work: () => void): void
  /**
   * As `schedule`, for a request that has only begun: undefined where no other work waits, so that nothing need be
   * awaited.
   */
  whenScheduled(arrival: number): Promise<void> | undefined
}

/** After so long the event loop gets to read responses: they may belong to requests that arrived earlier. */
const MAX_MS = 0.25

/**
 * A scheduler in order of arrival. Taken as it comes, fifty requests would go through their stages side by side; each would
 * hold what its subgraphs said while it waits for the other forty-nine, and the garbage collector would copy all of it. One
 * after the other, most are ended before the next one's first answer is read.
 */
export function createScheduler(): Scheduler {
  /** Work that waits to be run, that of the latest request first. */
  const waiting: { readonly arrival: number; readonly work: () => void }[] = []
  let arrivals = 0
  let isOpen = false
  let openUntil = 0

  const open = (): void => {
    openUntil = performance.now() + MAX_MS
    doNext()
  }
  const doNext = (): void => {
    const next = waiting.pop()
    isOpen = next !== undefined
    if (next === undefined) return
    queueMicrotask(waitUntilSettled)
    next.work()
  }
  /** All that follows at once from a piece of work comes before the next piece. */
  const waitUntilSettled = (): void => process.nextTick(goOn)
  const goOn = (): void => {
    if (performance.now() < openUntil) doNext()
    else setImmediate(open)
  }
  const schedule = (arrival: number, work: () => void): void => {
    let at = waiting.length
    while (at > 0 && (waiting[at - 1]?.arrival ?? 0) <= arrival) at--
    waiting.splice(at, 0, { arrival, work })
    if (isOpen) return
    isOpen = true
    setImmediate(open)
  }
  return {
    nextArrival: () => arrivals++,
    schedule,
    whenScheduled: (arrival) => (isOpen ? new Promise((resolve) => schedule(arrival, resolve)) : undefined),
  }
}

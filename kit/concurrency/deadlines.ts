/** Work that must be over by a moment. */
export interface Deadline {
  /** The work is over. */
  end(): void
}

/** Deadlines of one process part; all of one length share a timer. */
export interface Deadlines {
  /** Calls `onPassed` after so many milliseconds unless it is ended before, as nearly all are. */
  start(milliseconds: number, onPassed: () => void): Deadline
}

/**
 * A timer of Node's for each would be 3 of the 70 microseconds that a known answer takes; all deadlines of one length share
 * one, that of the oldest. None keeps the process alive.
 */
export function createDeadlines(): Deadlines {
  /** By length: a gateway has one for requests and one for calls of subgraphs. */
  const queues = new Map<number, Queue>()
  return {
    start(milliseconds, onPassed) {
      let queue = queues.get(milliseconds)
      if (queue === undefined) {
        queue = new Queue(milliseconds)
        queues.set(milliseconds, queue)
      }
      return new Running(queue, onPassed)
    },
  }
}

class Running implements Deadline {
  readonly #queue: Queue
  readonly onPassed: () => void
  readonly at: number
  /** Its neighbours in the queue; none once it is over, so that nothing that is over keeps another one in memory. */
  earlier: Running | undefined
  later: Running | undefined

  constructor(queue: Queue, onPassed: () => void) {
    this.#queue = queue
    this.onPassed = onPassed
    this.at = performance.now() + queue.milliseconds
    queue.add(this)
  }

  end(): void {
    this.#queue.remove(this)
  }
}

class Queue {
  readonly milliseconds: number
  #first: Running | undefined
  #last: Running | undefined
  #isArmed = false

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds
  }

  add(deadline: Running): void {
    deadline.earlier = this.#last
    if (this.#last === undefined) this.#first = deadline
    else this.#last.later = deadline
    this.#last = deadline
    if (!this.#isArmed) this.#arm(this.milliseconds)
  }

  /** Changes nothing where it has been removed before. */
  remove(deadline: Running): void {
    const { earlier, later } = deadline
    if (earlier === undefined && this.#first !== deadline) return
    if (earlier === undefined) this.#first = later
    else earlier.later = later
    if (later === undefined) this.#last = earlier
    else later.earlier = earlier
    deadline.earlier = undefined
    deadline.later = undefined
  }

  #arm(milliseconds: number): void {
    this.#isArmed = true
    setTimeout(this.#pass, milliseconds).unref()
  }

  readonly #pass = (): void => {
    this.#isArmed = false
    const now = performance.now()
    const passed: Running[] = []
    for (let first = this.#first; first !== undefined && first.at <= now; first = this.#first) {
      passed.push(first)
      this.remove(first)
    }
    if (this.#first !== undefined) this.#arm(Math.ceil(this.#first.at - now))
    for (const { onPassed } of passed) onPassed()
  }
}

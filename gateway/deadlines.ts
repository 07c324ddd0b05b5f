/** Work that must be over by a moment. */
export interface Deadline {
  /** The work is over. */
  end(): void
}

/**
 * Calls `onPassed` after so many milliseconds unless it is ended before, as nearly all are. A timer of Node's for each
 * would cost more than all else that a remembered answer needs; all deadlines of one length share one, that of the
 * oldest. None keeps the process alive.
 */
export function startDeadline(milliseconds: number, onPassed: () => void): Deadline {
  let queue = queues.get(milliseconds)
  if (queue === undefined) {
    queue = new Queue(milliseconds)
    queues.set(milliseconds, queue)
  }
  return new Running(queue, onPassed)
}

/** By length: a gateway has one for requests and one for calls of subgraphs. */
const queues = new Map<number, Queue>()

class Running implements Deadline {
  readonly #queue: Queue
  readonly onPassed: () => void
  readonly at: number

  constructor(queue: Queue, onPassed: () => void) {
    this.#queue = queue
    this.onPassed = onPassed
    this.at = performance.now() + queue.milliseconds
    queue.add(this)
  }

  end(): void {
    this.#queue.running.delete(this)
  }
}

class Queue {
  /** The oldest first, which is the first to pass. */
  readonly running = new Set<Running>()
  readonly milliseconds: number
  #isArmed = false

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds
  }

  add(deadline: Running): void {
    this.running.add(deadline)
    if (!this.#isArmed) this.#arm(this.milliseconds)
  }

  #arm(milliseconds: number): void {
    this.#isArmed = true
    setTimeout(this.#pass, milliseconds).unref()
  }

  readonly #pass = (): void => {
    this.#isArmed = false
    const now = performance.now()
    const passed = [...this.running].filter(({ at }) => at <= now)
    for (const deadline of passed) this.running.delete(deadline)
    const [next] = this.running
    if (next !== undefined) this.#arm(Math.ceil(next.at - now))
    for (const { onPassed } of passed) onPassed()
  }
}

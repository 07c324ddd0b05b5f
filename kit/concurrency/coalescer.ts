import { type LightAbortSignal, LightAbortController } from './lightAbortSignal.ts'

/** One piece of work under way, which everybody who wants the same waits for. */
class Work<T> {
  readonly outcome: Promise<T>
  readonly lifeline = new LightAbortController()
  /** How many joined, and how many of them still wait. */
  joined = 0
  waiting = 0

  constructor(begin: Begin<T>) {
    this.outcome = begin(this.lifeline, () => this.joined > 1)
  }
}

/** Begins a piece of work, which can see that nobody waits for it any more and whether several ever did. */
export type Begin<T> = (signal: LightAbortSignal, isShared: () => boolean) => Promise<T>

/**
 * Work that is wanted by several at one moment and done once. It is given up only when all who wait have given up;
 * who comes after it has ended begins it anew.
 */
export class Coalescer<T> {
  #flights = new Map<string, Work<T>>()
  #begun = 0

  isUnderWay(key: string): boolean {
    return this.#flights.has(key)
  }

  /**
   * What the work under `key` comes to: begun by `begin` unless it is under way. Rejects when `signal` aborts, with what
   * `tell` makes of the signal's reason.
   */
  coalesce(
    key: string,
    signal: LightAbortSignal,
    begin: Begin<T>,
    tell: (reason: unknown) => unknown = same,
  ): Promise<T> {
    if (signal.aborted) return Promise.reject(tell(signal.reason))
    return waitFor(this.#flights.get(key) ?? this.#depart(key, begin), signal, tell)
  }

  #depart(key: string, begin: Begin<T>): Work<T> {
    const flight = new Work(begin)
    const land = (): void => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key)
    }
    // Before anybody who waits goes on.
    flight.outcome.then(land, land)
    // Who comes now must not wait for what nobody waits for any more.
    flight.lifeline.addEventListener('abort', land)
    this.#flights.set(key, flight)
    this.#copyNowAndThen()
    return flight
  }

  /**
   * A map that is always in use outgrows its table again and again, and V8 lets each table know the next. One that was
   * promoted to the old generation, where it lies dead until all of that is collected, would keep alive the next one with
   * all flights in it, and so on: most of what the gateway does would be copied twice and grow old. A copy has no such
   * past.
   */
  #copyNowAndThen(): void {
    this.#begun++
    if (this.#begun <= Math.max(32, this.#flights.size)) return
    this.#begun = 0
    this.#flights = new Map(this.#flights)
  }
}

function same(reason: unknown): unknown {
  return reason
}

function waitFor<T>(
  flight: Work<T>,
  signal: LightAbortSignal,
  tell: (reason: unknown) => unknown,
): Promise<T> {
  flight.joined++
  flight.waiting++
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      flight.waiting--
      signal.removeEventListener('abort', onAbort)
    }
    const onAbort = (): void => {
      leave()
      reject(tell(signal.reason))
      if (flight.waiting === 0) flight.lifeline.abort(signal.reason)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    flight.outcome.then(
      (value) => {
        leave()
        resolve(value)
      },
      (error: unknown) => {
        leave()
        reject(error)
      },
    )
  })
}

import { type CallSignal, Lifeline } from './lifeline.ts'

/** One piece of work under way, which everybody who wants the same waits for. */
interface Flight<T> {
  readonly outcome: Promise<T>
  readonly lifeline: Lifeline
  /** How many joined, and how many of them still wait. */
  joined: number
  waiting: number
}

/** Begins a piece of work, which can see that nobody waits for it any more and whether several ever did. */
export type Begin<T> = (signal: CallSignal, isShared: () => boolean) => Promise<T>

/**
 * Work that is wanted by several at one moment and done once. It is given up only when all who wait have given up;
 * who comes after it has ended begins it anew.
 */
export class Flights<T> {
  readonly #flights = new Map<string, Flight<T>>()

  isUnderWay(key: string): boolean {
    return this.#flights.has(key)
  }

  /**
   * What the work under `key` comes to: begun by `begin` unless it is under way. Rejects when `signal` aborts, with what
   * `tell` makes of the signal's reason.
   */
  join(
    key: string,
    signal: CallSignal,
    begin: Begin<T>,
    tell: (reason: unknown) => unknown = same,
  ): Promise<T> {
    if (signal.aborted) return Promise.reject(tell(signal.reason))
    return board(this.#flights.get(key) ?? this.#depart(key, begin), signal, tell)
  }

  #depart(key: string, begin: Begin<T>): Flight<T> {
    const lifeline = new Lifeline()
    const land = (): void => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key)
    }
    const outcome = begin(lifeline, () => flight.joined > 1)
    // Before anybody who waits goes on.
    outcome.then(land, land)
    const flight: Flight<T> = { outcome, lifeline, joined: 0, waiting: 0 }
    // Who comes now must not wait for what nobody waits for any more.
    lifeline.addEventListener('abort', land)
    this.#flights.set(key, flight)
    return flight
  }
}

function same(reason: unknown): unknown {
  return reason
}

function board<T>(flight: Flight<T>, signal: CallSignal, tell: (reason: unknown) => unknown): Promise<T> {
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

/** One piece of work under way, which everybody who wants the same waits for. */
interface Flight<T> {
  readonly outcome: Promise<T>
  readonly controller: AbortController
  waiting: number
}

/**
 * Work that is wanted by several at one moment and done once. It is given up only when all who wait have given up;
 * who comes after it has ended begins it anew.
 */
export class Flights<T> {
  readonly #flights = new Map<string, Flight<T>>()

  /** What the work under `key` comes to: begun by `begin` unless it is under way. Rejects when `signal` aborts. */
  join(key: string, signal: AbortSignal, begin: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return board(this.#flights.get(key) ?? this.#depart(key, begin), signal)
  }

  #depart(key: string, begin: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController()
    const land = (): void => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key)
    }
    const flight: Flight<T> = { outcome: begin(controller.signal).finally(land), controller, waiting: 0 }
    // Who comes now must not wait for what nobody waits for any more.
    controller.signal.addEventListener('abort', land, { once: true })
    this.#flights.set(key, flight)
    return flight
  }
}

function board<T>(flight: Flight<T>, signal: AbortSignal): Promise<T> {
  flight.waiting++
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      flight.waiting--
      signal.removeEventListener('abort', onAbort)
    }
    const onAbort = (): void => {
      leave()
      reject(signal.reason)
      if (flight.waiting === 0) flight.controller.abort(signal.reason)
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

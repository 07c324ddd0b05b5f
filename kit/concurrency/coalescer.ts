import { type LightAbortSignal, LightAbortController } from './lightAbortSignal.ts'

/** One piece of work under way, for which all callers with the same key wait. */
class Work<T> {
  readonly result: Promise<T>
  readonly controller = new LightAbortController()
  /** How many callers have joined it, and how many of them still wait. */
  joined = 0
  waiting = 0

  constructor(begin: Begin<T>) {
    this.result = begin(this.controller, () => this.joined > 1)
  }
}

/** Begins a piece of work. `signal` aborts when no caller waits any more; `isShared` tells whether several ever did. */
export type Begin<T> = (signal: LightAbortSignal, isShared: () => boolean) => Promise<T>

/**
 * Request coalescing, also called single flight: work that several callers want at one moment is done once. It is aborted
 * only when all of its callers have given up; a caller that comes after its end begins it anew.
 */
export class Coalescer<T> {
  #underWay = new Map<string, Work<T>>()
  #begun = 0

  isUnderWay(key: string): boolean {
    return this.#underWay.has(key)
  }

  /**
   * The result of the work under `key`, which `begin` begins unless it is under way. Rejects when `signal` aborts, with
   * what `toError` makes of the signal's reason.
   */
  coalesce(
    key: string,
    signal: LightAbortSignal,
    begin: Begin<T>,
    toError: (reason: unknown) => unknown = same,
  ): Promise<T> {
    if (signal.aborted) return Promise.reject(toError(signal.reason))
    return waitFor(this.#underWay.get(key) ?? this.#begin(key, begin), signal, toError)
  }

  #begin(key: string, begin: Begin<T>): Work<T> {
    const work = new Work(begin)
    const remove = (): void => {
      if (this.#underWay.get(key) === work) this.#underWay.delete(key)
    }
    // Registered before any caller waits, so that the work is removed before the first of them goes on.
    work.result.then(remove, remove)
    // A caller that comes after the abort must not join aborted work.
    work.controller.addEventListener('abort', remove)
    this.#underWay.set(key, work)
    this.#copyNowAndThen()
    return work
  }

  /**
   * A map that is always in use outgrows its table again and again, and V8 lets each table know the next. One that was
   * promoted to the old generation, where it lies dead until all of that is collected, would keep alive the next one with
   * all work in it, and so on: most of what the gateway does would be copied twice and grow old. A copy has no such past.
   */
  #copyNowAndThen(): void {
    this.#begun++
    if (this.#begun <= Math.max(32, this.#underWay.size)) return
    this.#begun = 0
    this.#underWay = new Map(this.#underWay)
  }
}

function same(reason: unknown): unknown {
  return reason
}

function waitFor<T>(
  work: Work<T>,
  signal: LightAbortSignal,
  toError: (reason: unknown) => unknown,
): Promise<T> {
  work.joined++
  work.waiting++
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      work.waiting--
      signal.removeEventListener('abort', onAbort)
    }
    const onAbort = (): void => {
      leave()
      reject(toError(signal.reason))
      if (work.waiting === 0) work.controller.abort(signal.reason)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    work.result.then(
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

import type { GatewayError } from '../errors.ts'

/** An operation whose answers are sent elsewhere: it yields nothing, and tells when and why it has ended. */
export class Ending implements AsyncGenerator<never, undefined, undefined> {
  readonly #ended: Promise<IteratorReturnResult<undefined>>
  #isOver = false
  #resolve: (result: IteratorReturnResult<undefined>) => void = () => undefined
  #reject: (reason: unknown) => void = () => undefined
  readonly #listeners: (() => void)[] = []

  constructor() {
    this.#ended = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Nobody may be waiting for it.
    this.#ended.catch(() => undefined)
  }

  /** Calls the listener when it has ended, from either side; at once where it has. */
  onEnd(listener: () => void): void {
    if (this.#isOver) listener()
    else this.#listeners.push(listener)
  }

  /** With the reason, or because there is no more. */
  end(reason: GatewayError | undefined): void {
    this.#isOver = true
    if (reason === undefined) this.#resolve(DONE)
    else this.#reject(reason)
    for (const listener of this.#listeners.splice(0)) listener()
  }

  next(): Promise<IteratorReturnResult<undefined>> {
    return this.#ended
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.end(undefined)
    return DONE
  }

  async throw(error: unknown): Promise<IteratorReturnResult<undefined>> {
    this.end(undefined)
    throw error
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end(undefined)
  }
}

const DONE: IteratorReturnResult<undefined> = Object.freeze({ done: true, value: undefined })

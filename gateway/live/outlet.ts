import { GatewayError } from '../errors.ts'
import type { Topic } from '../graph/topics.ts'
import type { Message } from './message.ts'

/** Where the messages of one subscription go, in a protocol's own form. */
export interface Sink {
  /** False where it wants no more until it has drained; it takes the message all the same. */
  send(message: Message): boolean
  /** Ends the subscription: with the reason, or because its client shall go on elsewhere. */
  end(reason: GatewayError | undefined): void
  /** Ends the subscription: there is no more. */
  complete(): void
}

/** What a client that does not read has waiting, at most. */
const WAITING_STATES = 1_000
const WAITING_FACTS = 256
const WAITING_BYTES = 4 * 1024 * 1024

/**
 * What one client has still to get. A client that is slow costs its own memory a bounded part: of states it gets the newest,
 * and of facts it may have so many waiting, and of neither more than some megabytes.
 */
export class Outlet {
  readonly #sink: Sink
  readonly #holds: Topic['holds']
  readonly #waiting = new Map<string, Message>()
  #bytes = 0
  #isFull = false
  #isClosed = false

  constructor(sink: Sink, holds: Topic['holds']) {
    this.#sink = sink
    this.#holds = holds
  }

  /** Throws GatewayError CLIENT_TOO_SLOW where too much waits. */
  push(message: Message): void {
    if (this.#isClosed) return
    if (!this.#isFull) {
      this.#isFull = !this.#sink.send(message)
      return
    }
    const isState = this.#holds === 'STATE'
    const name = isState ? message.key : message.id
    this.#forget(name)
    this.#waiting.set(name, message)
    this.#bytes += message.body.length
    const most = isState ? WAITING_STATES : WAITING_FACTS
    if (this.#waiting.size > most || this.#bytes > WAITING_BYTES) throw tooSlow()
  }

  /** Its subscription is over: what waits is not sent any more. */
  close(): void {
    this.#isClosed = true
    this.#waiting.clear()
  }

  /** The client has taken what was sent. */
  drained(): void {
    this.#isFull = false
    for (const [name, message] of this.#waiting) {
      if (this.#isFull) return
      this.#forget(name)
      this.#isFull = !this.#sink.send(message)
    }
  }

  #forget(name: string): void {
    this.#bytes -= this.#waiting.get(name)?.body.length ?? 0
    this.#waiting.delete(name)
  }
}

function tooSlow(): GatewayError {
  return new GatewayError(
    'CLIENT_TOO_SLOW',
    'The client does not read fast enough, and too much waits for it. Ask anew for the events after the last one that came.',
  )
}

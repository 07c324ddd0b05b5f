import type { Deadline, Deadlines } from '../../../kit/concurrency/deadlines.ts'
import { Evidence, slotOf } from './evidence.ts'

/**
 * - `closed`: calls go through.
 * - `open`: none does; the gateway itself asks now and then whether the subgraph answers.
 * - `half-open`: it answered the gateway; a few calls go through, and how they end decides.
 */
export type CircuitState = 'closed' | 'open' | 'half-open'

export interface CircuitSettings {
  /** How long a circuit stays open before the subgraph is asked, in milliseconds; doubled each time in vain. */
  readonly openMs: number
  readonly longestOpenMs: number
}

export interface CircuitParts {
  readonly settings: CircuitSettings
  readonly deadlines: Deadlines
  readonly now: () => number
  /** Asks the subgraph for what every subgraph can answer; false where that ends as an outage. */
  readonly answers: () => Promise<boolean>
  readonly onChange: (state: CircuitState, before: CircuitState) => void
}

/** How many calls are under way while a circuit is half open, one of each client, and how many successes close it. */
const TRIALS = 3

/** One subgraph's circuit. */
export class Circuit {
  readonly #parts: CircuitParts
  readonly #evidence = new Evidence()
  #state: CircuitState = 'closed'
  #since: number
  /** Counts the changes of state: a call that began before one says nothing of what is now. */
  era = 0
  #openMs: number
  #trials: Trials | undefined
  #waiting: Deadline | undefined
  #isAsking = false
  #isStopped = false

  constructor(parts: CircuitParts) {
    this.#parts = parts
    this.#openMs = parts.settings.openMs
    this.#since = parts.now()
  }

  get state(): CircuitState {
    return this.#state
  }

  get since(): number {
    return this.#since
  }

  /** Whether a call may go through; how it ends has to be told by `succeed`, `fail` or `leave`. */
  admits(client: string): boolean {
    if (this.#state === 'closed') return true
    return this.#trials?.begin(client) === true
  }

  succeed(era: number, client: string, plan: string): void {
    if (era !== this.era || this.#isStopped) return
    if (this.#trials === undefined) this.#evidence.succeed(client, plan, this.#parts.now())
    else if (this.#trials.succeed(client)) this.#close()
  }

  fail(era: number, client: string, plan: string): void {
    if (era !== this.era || this.#isStopped) return
    if (this.#trials !== undefined) {
      if (this.#trials.fail(client)) this.#reopen()
      return
    }
    this.#evidence.fail(client, plan, this.#parts.now())
    const verdict = this.#evidence.verdict()
    if (verdict === 'ill') this.#open()
    else if (verdict === 'doubtful') void this.#askSecondOpinion()
  }

  /** A call ended without a word of the subgraph's: its client hung up. */
  leave(era: number, client: string): void {
    if (era === this.era) this.#trials?.end(client)
  }

  stop(): void {
    this.#isStopped = true
    this.#waiting?.end()
  }

  /** The gateway is another client with another plan. */
  async #askSecondOpinion(): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    const { era } = this
    const answers = await this.#parts.answers()
    this.#isAsking = false
    if (era !== this.era || this.#isStopped) return
    if (answers) this.#evidence.forget()
    else this.#open()
  }

  #open(): void {
    this.#evidence.forget()
    this.#change('open')
    this.#waitOpen()
  }

  #reopen(): void {
    this.#openMs = Math.min(2 * this.#openMs, this.#parts.settings.longestOpenMs)
    this.#open()
  }

  #close(): void {
    this.#openMs = this.#parts.settings.openMs
    this.#change('closed')
  }

  #change(state: CircuitState): void {
    const before = this.#state
    this.#state = state
    this.#since = this.#parts.now()
    this.#trials = state === 'half-open' ? new Trials() : undefined
    this.era++
    this.#parts.onChange(state, before)
  }

  #waitOpen(): void {
    this.#waiting = this.#parts.deadlines.start(this.#openMs, () => void this.#askAgain())
  }

  async #askAgain(): Promise<void> {
    const answers = await this.#parts.answers()
    if (this.#isStopped) return
    if (answers) return this.#change('half-open')
    this.#openMs = Math.min(2 * this.#openMs, this.#parts.settings.longestOpenMs)
    this.#waitOpen()
  }
}

/** The calls of a half-open circuit. A client has one at a time, so that none can take all of them. */
class Trials {
  readonly #underWay = new Set<number>()
  readonly #failed = new Set<number>()
  #successes = 0

  begin(client: string): boolean {
    const slot = slotOf(client)
    if (this.#underWay.size >= TRIALS || this.#underWay.has(slot)) return false
    this.#underWay.add(slot)
    return true
  }

  end(client: string): void {
    this.#underWay.delete(slotOf(client))
  }

  /** True where there were enough. */
  succeed(client: string): boolean {
    this.end(client)
    return ++this.#successes >= TRIALS
  }

  /** True where another client's failed too. */
  fail(client: string): boolean {
    this.end(client)
    this.#failed.add(slotOf(client))
    return this.#failed.size > 1
  }
}

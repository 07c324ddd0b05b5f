import type { SubgraphRequest } from '../../engine/index.ts'
import { GatewayError } from '../errors.ts'
import type { AskedOperation } from '../request/admit/assess.ts'
import type { GatewayResponse, PassedEvent } from '../subgraphs/subgraphFetcher.ts'
import { Audience, type AudienceParts } from './audience.ts'
import { Message } from './message.ts'
import type { Member } from './subscription.ts'

export interface PassageParts extends AudienceParts {
  /**
   * Asks the subgraph, for one of the members. What it tells comes until it says that there is no more; what is not taken yet is
   * held back in the subgraph. Throws GatewayError where it cannot be followed.
   */
  readonly open: (asking: Member, asked: AskedOperation, signal: AbortSignal) => Promise<PassedSource>
  /** Whether it is worth while to connect again. */
  readonly isPassing: (error: GatewayError) => boolean
  /** The answer for one event, which each of these members may read. */
  readonly answer: (asking: Member, asked: AskedOperation, passed: PassedEvent) => Promise<Buffer>
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
  readonly random: () => number
}

export interface PassedSource {
  readonly request: SubgraphRequest
  readonly responses: AsyncIterable<GatewayResponse>
}

/** How often a subgraph is asked again after a connection was lost, and what is waited before: doubled each time, and jittered. */
const ATTEMPTS = 4
const FIRST_PAUSE_MS = 250

/** Why a connection is closed that is no longer of the graph's version. */
const RENEWED = new Error('The subscription is moved to another version of the graph.')

/**
 * Subscriptions alike to what one subgraph serves itself, on one connection. An event is read when the one before has been
 * told, so that a subgraph that floods is held back by its own connection.
 */
export class Passage {
  asked: AskedOperation
  readonly audience: Audience
  readonly #parts: PassageParts
  readonly #over = new AbortController()
  #connection = new AbortController()
  /** What its subgraph was asked. */
  #source: SubgraphRequest | undefined
  #hasTold = false
  #isAfterGap = false
  #count = 0

  constructor(asked: AskedOperation, parts: PassageParts) {
    this.asked = asked
    this.#parts = parts
    this.audience = new Audience({
      ...parts,
      onEmpty: () => {
        this.#over.abort()
        this.#connection.abort()
        parts.onEmpty()
      },
    })
  }

  get members(): ReadonlySet<Member> {
    return this.audience.members
  }

  join(member: Member): void {
    const isFirst = this.audience.members.size === 0
    this.audience.members.add(member)
    if (isFirst) void this.#run()
  }

  /** Takes the place of its operation in the next version of the graph, whose subgraph may have to be asked otherwise. */
  renew(asked: AskedOperation, { subgraph, body }: SubgraphRequest): void {
    this.asked = asked
    if (subgraph !== this.#source?.subgraph || body !== this.#source.body) this.#connection.abort(RENEWED)
  }

  async #run(): Promise<void> {
    let failures = 0
    while (!this.#over.signal.aborted) {
      this.#connection = new AbortController()
      const { signal } = this.#connection
      try {
        const [asking] = this.members
        if (asking === undefined) return
        const { request, responses } = await this.#parts.open(asking, this.asked, signal)
        this.#source = request
        for await (const response of responses) {
          failures = 0
          await this.#tell(response, request.body)
          if (signal.aborted) break
        }
        if (!signal.aborted) return this.audience.complete()
      } catch (error) {
        if (this.#over.signal.aborted) return
        if (signal.reason !== RENEWED) {
          if (!(error instanceof GatewayError)) throw error
          if (++failures > ATTEMPTS || !this.#parts.isPassing(error)) return this.audience.end(error)
          await this.#pause(failures)
        }
      }
      this.#isAfterGap = this.#hasTold
    }
  }

  async #pause(failures: number): Promise<void> {
    const longest = FIRST_PAUSE_MS * 2 ** failures
    const pause = (longest * (1 + this.#parts.random())) / 2
    await this.#parts.wait(pause, this.#over.signal).catch(() => undefined)
  }

  async #tell(response: GatewayResponse, request: string): Promise<void> {
    const allowed = await this.audience.listAllowed(this.members, this.asked.cost)
    const [asking] = allowed
    if (asking === undefined) return
    try {
      const { asked } = this
      const onOutdated = (): void => this.#connection.abort(RENEWED)
      const passed = { response, body: request, isAfterGap: this.#isAfterGap, onOutdated }
      const body = await this.#parts.answer(asking, asked, passed)
      const id = String(++this.#count)
      const message = new Message(id, id, body, false)
      this.#hasTold = true
      this.#isAfterGap = false
      for (const member of allowed) if (this.members.has(member)) this.audience.give(member, message)
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      this.audience.end(error)
    }
  }
}

import type { SubgraphRequest } from '../../engine/index.ts'
import type { Deadline, Deadlines } from '../../kit/concurrency/deadlines.ts'
import { abandoned, unavailable, type SubgraphFailure } from './failures.ts'
import type { FetchContext, FetchWrapper, GatewayFetcher, GatewayResponse } from './subgraphFetcher.ts'

export interface ConcurrencyLimit {
  /** How many calls may be under way. */
  readonly calls: number
  /** How many more may wait. */
  readonly waiting: number
  /** How long each of them may wait, in milliseconds. */
  readonly waitMs: number
}

export interface ConcurrencyLimits {
  readonly limitCalls: FetchWrapper
  /** Refuses the calls that wait for one subgraph. */
  refuseWaiting(subgraph: string, reason: string): void
}

/**
 * Bounds the calls that are under way to each subgraph that has a limit. What waits has no deadline of a call's yet: a
 * subgraph is not to blame for what it was not sent.
 */
export function createConcurrencyLimits(
  limitOf: (subgraph: string) => ConcurrencyLimit | undefined,
  deadlines: Deadlines,
): ConcurrencyLimits {
  const gates = new Map<string, Gate | undefined>()
  const gateOf = (subgraph: string): Gate | undefined => {
    const known = gates.get(subgraph)
    if (known !== undefined || gates.has(subgraph)) return known
    const limit = limitOf(subgraph)
    const gate = limit && new Gate(limit, deadlines)
    gates.set(subgraph, gate)
    return gate
  }
  return {
    limitCalls: (next) => (request, context) => {
      const gate = gateOf(request.subgraph)
      return gate === undefined ? next(request, context) : gate.pass(next, request, context)
    },
    refuseWaiting: (subgraph, reason) => gates.get(subgraph)?.refuseWaiting(unavailable(subgraph, reason)),
  }
}

class Gate {
  readonly #limit: ConcurrencyLimit
  readonly #deadlines: Deadlines
  #underWay = 0
  /** In the order in which they came: what is deleted from a set leaves no gap. */
  #waiting = new Set<Waiting>()

  constructor(limit: ConcurrencyLimit, deadlines: Deadlines) {
    this.#limit = limit
    this.#deadlines = deadlines
  }

  pass(next: GatewayFetcher, request: SubgraphRequest, context: FetchContext): Promise<GatewayResponse> {
    if (this.#underWay < this.#limit.calls) {
      this.#underWay++
      return this.#send(next, request, context)
    }
    const { calls, waiting } = this.#limit
    if (this.#waiting.size >= waiting)
      return Promise.reject(
        unavailable(
          request.subgraph,
          `it has as many calls under way as it may have (${calls}), and as many that wait (${waiting})`,
        ),
      )
    return this.#sendLater(next, request, context)
  }

  refuseWaiting(error: SubgraphFailure): void {
    for (const waiting of this.#waiting) waiting.refuse(error)
  }

  async #sendLater(
    next: GatewayFetcher,
    request: SubgraphRequest,
    context: FetchContext,
  ): Promise<GatewayResponse> {
    await this.#wait(request)
    return this.#send(next, request, context)
  }

  /** In a place that is taken for it. */
  #send(next: GatewayFetcher, request: SubgraphRequest, context: FetchContext): Promise<GatewayResponse> {
    const answering = next(request, context)
    answering.then(this.#leave, this.#leave)
    return answering
  }

  readonly #leave = (): void => {
    this.#underWay--
    const [first] = this.#waiting
    first?.admit()
  }

  /** Resolves with a place. */
  #wait(request: SubgraphRequest): Promise<void> {
    const { subgraph, signal } = request
    if (signal.aborted) return Promise.reject(abandoned(subgraph, signal.reason))
    const { waitMs, calls } = this.#limit
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#waiting.delete(waiting)
        deadline.end()
        signal.removeEventListener('abort', giveUp)
      }
      const refuse = (error: SubgraphFailure): void => {
        end()
        reject(error)
      }
      const giveUp = (): void => refuse(abandoned(subgraph, signal.reason))
      const reason = `it had as many calls under way as it may have (${calls}) for ${waitMs} ms`
      const deadline: Deadline = this.#deadlines.start(waitMs, () => refuse(unavailable(subgraph, reason)))
      const waiting: Waiting = {
        refuse,
        admit: () => {
          end()
          this.#underWay++
          resolve()
        },
      }
      signal.addEventListener('abort', giveUp, { once: true })
      this.#waiting.add(waiting)
    })
  }
}

interface Waiting {
  admit(): void
  refuse(error: SubgraphFailure): void
}

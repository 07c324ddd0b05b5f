import { isOutage, SubgraphFailure } from './failures.ts'
import type { HttpTransport } from './httpTransport.ts'
import type { FetchContext, GatewayFetcher, GatewayResponse } from './subgraphFetcher.ts'
import type { SubgraphRequest } from '../../engine/index.ts'

/** How long an address without a connection is left out, in milliseconds; doubled each time in a row. */
const LEFT_OUT_MS = 1_000
const LONGEST_LEFT_OUT_MS = 30_000
/** One call that is not answered, or with 5xx, may be to blame itself. */
const OUTAGES_IN_A_ROW = 3

/**
 * Calls one subgraph at several addresses: each call goes where the fewest are under way. An address that fails is left
 * out for a while, unless all of them are; a call that could not be sent there is sent to another.
 */
export function balanceAddresses(transports: readonly HttpTransport[], now: () => number): HttpTransport {
  const addresses = transports.map(({ call }) => new Address(call, now))
  let turn = 0
  const callBest = async (
    untried: readonly Address[],
    request: SubgraphRequest,
    context: FetchContext,
  ): Promise<GatewayResponse> => {
    const best = choose(untried, turn++, now())
    try {
      return await best.call(request, context)
    } catch (error) {
      const others = untried.filter((address) => address !== best)
      if (!isUnsent(error) || others.length === 0 || request.signal.aborted) throw error
      return callBest(others, request, context)
    }
  }
  return {
    call: (request, context) => callBest(addresses, request, context),
    async close() {
      await Promise.all(transports.map(({ close }) => close()))
    },
  }
}

/** Of those with equally many under way they take turns. */
function choose(addresses: readonly Address[], turn: number, at: number): Address {
  const first = turn % addresses.length
  const inTurn = [...addresses.slice(first), ...addresses.slice(0, first)]
  const fit = inTurn.filter(({ leftOutUntil }) => leftOutUntil <= at)
  return (fit.length === 0 ? inTurn : fit).reduce((best, other) =>
    other.underWay < best.underWay ? other : best,
  )
}

class Address {
  readonly #next: GatewayFetcher
  readonly #now: () => number
  underWay = 0
  leftOutUntil = 0
  #leftOutMs = LEFT_OUT_MS
  #outages = 0

  constructor(next: GatewayFetcher, now: () => number) {
    this.#next = next
    this.#now = now
  }

  async call(request: SubgraphRequest, context: FetchContext): Promise<GatewayResponse> {
    this.underWay++
    // Of one that was left out, one call shall tell whether it is back.
    if (this.leftOutUntil > 0) this.leftOutUntil = this.#now() + this.#leftOutMs
    try {
      const response = await this.#next(request, context)
      this.#comeBack()
      return response
    } catch (error) {
      if (isOutage(error)) this.#suffer(isUnsent(error))
      else if (!request.signal.aborted) this.#comeBack()
      throw error
    } finally {
      this.underWay--
    }
  }

  #comeBack(): void {
    this.leftOutUntil = 0
    this.#leftOutMs = LEFT_OUT_MS
    this.#outages = 0
  }

  #suffer(isCertain: boolean): void {
    this.#outages++
    if (!isCertain && this.#outages < OUTAGES_IN_A_ROW) return
    this.leftOutUntil = this.#now() + this.#leftOutMs
    this.#leftOutMs = Math.min(2 * this.#leftOutMs, LONGEST_LEFT_OUT_MS)
  }
}

function isUnsent(error: unknown): boolean {
  return error instanceof SubgraphFailure && error.facts.isUnsent
}

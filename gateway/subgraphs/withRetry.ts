import type { SubgraphRequest } from '../../engine/index.ts'
import type { Deadlines } from '../../kit/concurrency/deadlines.ts'
import { abandoned, SubgraphFailure } from './failures.ts'
import type { FetchContext, FetchWrapper, GatewayFetcher, GatewayResponse } from './subgraphFetcher.ts'

/** How many calls may be sent again: a share of all, and a few at once. */
export interface RetryBudget {
  readonly share: number
  readonly burst: number
}

/** A subgraph that refuses every call is sent a tenth more of them, not twice as many. */
export const RETRY_BUDGET: RetryBudget = { share: 0.1, burst: 10 }

/** Sends a query once more where its failure says that it may be, as far as its subgraph's budget reaches. */
export function withRetry(budget: RetryBudget, deadlines: Deadlines): FetchWrapper {
  return (next) => {
    const purses = new Map<string, Purse>()
    return (request, context) => {
      let purse = purses.get(request.subgraph)
      if (purse === undefined) {
        purse = { tokens: budget.burst }
        purses.set(request.subgraph, purse)
      }
      if (purse.tokens < budget.burst) purse.tokens += budget.share
      const answering = next(request, context)
      return request.operation === 'mutation'
        ? answering
        : answering.catch(retryFrom(purse, deadlines, next, request, context))
    }
  }
}

interface Purse {
  tokens: number
}

function retryFrom(
  purse: Purse,
  deadlines: Deadlines,
  next: GatewayFetcher,
  request: SubgraphRequest,
  context: FetchContext,
): (error: unknown) => Promise<GatewayResponse> {
  return async (error) => {
    const wait = error instanceof SubgraphFailure ? error.facts.retryAfterMs : undefined
    if (wait === undefined || request.signal.aborted || purse.tokens < 1) throw error
    purse.tokens--
    if (context.call !== undefined) context.call.retries++
    if (wait > 0) await pause(wait, deadlines, request)
    return next(request, context)
  }
}

function pause(
  milliseconds: number,
  deadlines: Deadlines,
  { subgraph, signal }: SubgraphRequest,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      over.end()
      reject(abandoned(subgraph, signal.reason))
    }
    const over = deadlines.start(milliseconds, () => {
      signal.removeEventListener('abort', giveUp)
      resolve()
    })
    signal.addEventListener('abort', giveUp, { once: true })
  })
}

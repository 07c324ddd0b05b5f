import { Coalescer } from '../../kit/concurrency/coalescer.ts'
import { abandoned } from './failures.ts'
import type { SubgraphResponse, SubgraphRequest, SubgraphWrapper } from './subgraphFetcher.ts'
import { writeHeaders } from './headerText.ts'

/**
 * Lets requests that are alike share one call while it is under way: same subgraph, body and forwarded headers. The
 * request id is no part of that, and mutations are never shared. The call is given up only when all who wait have.
 */
export function withCoalescing(): SubgraphWrapper {
  return (next) => {
    const flights = new Coalescer<SubgraphResponse>()
    return (request) => {
      if (request.isMutation) return next(request)
      const key = coalesceKeyOf(request)
      const isJoining = flights.isUnderWay(key)
      const answer = flights.coalesce(
        key,
        request.signal,
        async (signal, isShared) => {
          const landed = await next({ ...request, signal })
          // An answer that several get is marked, so that what is worked out from it can be shared too.
          return isShared() ? { ...landed, responseId: landed.responseId ?? {} } : landed
        },
        (reason) => abandoned(request.subgraph, reason),
      )
      return isJoining ? answer.then((joined) => ({ ...joined, coalesced: true })) : answer
    }
  }
}

/** What a client chooses comes last: neither a subgraph's name nor `alike` could be continued by it. */
function coalesceKeyOf({ subgraph, body, headers, coalesceKey = '' }: SubgraphRequest): string {
  return `${subgraph}\n${coalesceKey}\n${writeHeaders(headers)}\n${body}`
}

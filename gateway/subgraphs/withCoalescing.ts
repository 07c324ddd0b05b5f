import { Flights } from '../../kit/concurrency/coalescer.ts'
import { abandoned } from './failures.ts'
import type { SubgraphAnswer, SubgraphRequest, SubgraphWrapper } from './subgraphFetcher.ts'
import { writeHeaders } from './headerText.ts'

/**
 * Lets requests that are alike share one call while it is under way: same subgraph, body and forwarded headers. The
 * request id is no part of that, and mutations are never shared. The call is given up only when all who wait have.
 */
export function withSingleFlight(): SubgraphWrapper {
  return (next) => {
    const flights = new Flights<SubgraphAnswer>()
    return (request) => {
      if (request.isMutation) return next(request)
      const key = keyOf(request)
      const isJoining = flights.isUnderWay(key)
      const answer = flights.join(
        key,
        request.signal,
        async (signal, isShared) => {
          const landed = await next({ ...request, signal })
          // An answer that several get is marked, so that what is worked out from it can be shared too.
          return isShared() ? { ...landed, token: landed.token ?? {} } : landed
        },
        (reason) => abandoned(request.subgraph, reason),
      )
      return isJoining ? answer.then((joined) => ({ ...joined, joined: true })) : answer
    }
  }
}

/** What a client chooses comes last: neither a subgraph's name nor `alike` could be continued by it. */
function keyOf({ subgraph, body, headers, alike = '' }: SubgraphRequest): string {
  return `${subgraph}\n${alike}\n${writeHeaders(headers)}\n${body}`
}

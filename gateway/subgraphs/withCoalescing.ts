import { Coalescer } from '../../kit/concurrency/coalescer.ts'
import { headersKey } from '../../kit/headersKey.ts'
import type { SubgraphRequest } from '../../engine/index.ts'
import { abandoned } from './failures.ts'
import type { FetchContext, FetchWrapper, GatewayResponse } from './subgraphFetcher.ts'

/**
 * Lets requests that are alike share one call while it is under way: same subgraph, body and forwarded headers. The
 * request id is no part of that, and mutations are never shared. The call is given up only when all who wait have.
 */
export function withCoalescing(): FetchWrapper {
  return (next) => {
    const coalescer = new Coalescer<GatewayResponse>()
    return (request, context) => {
      if (request.isMutation) return next(request, context)
      const key = keyOfCall(request, context)
      const isJoining = coalescer.isUnderWay(key)
      const response = coalescer.coalesce(
        key,
        request.signal,
        async (signal, isShared) => {
          const came = await next({ ...request, signal }, context)
          // A response that several get is marked, so that what is worked out from it can be shared too.
          return isShared() ? { ...came, responseId: came.responseId ?? {} } : came
        },
        (reason) => abandoned(request.subgraph, reason),
      )
      return isJoining ? response.then((shared) => ({ ...shared, coalesced: true })) : response
    }
  }
}

/** What a client chooses comes last: neither a subgraph's name nor `coalesceKey` could be continued by it. */
function keyOfCall({ subgraph, body }: SubgraphRequest, { headers, coalesceKey }: FetchContext): string {
  return `${subgraph}\n${coalesceKey}\n${headersKey(headers)}\n${body}`
}

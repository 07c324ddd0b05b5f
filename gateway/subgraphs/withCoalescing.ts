import { Coalescer } from '../../kit/concurrency/coalescer.ts'
import { headersKey } from '../../kit/headersKey.ts'
import type { SubgraphRequest } from '../../engine/index.ts'
import { abandoned } from './failures.ts'
import type { FetchContext, FetchWrapper, GatewayResponse } from './subgraphFetcher.ts'

/**
 * Request coalescing: requests with the same subgraph, body, forwarded headers and `coalesceKey` share one call while it is
 * under way. The request id is no part of the key, and mutations are never shared. The call is aborted only when all
 * requests that wait for it have given up.
 */
export function withCoalescing(): FetchWrapper {
  return (next) => {
    const coalescer = new Coalescer<GatewayResponse>()
    return (request, context) => {
      if (request.isMutation) return next(request, context)
      const key = keyOfCall(request, context)
      const isUnderWay = coalescer.isUnderWay(key)
      const coalesced = coalescer.coalesce(
        key,
        request.signal,
        async (signal, isShared) => {
          const response = await next({ ...request, signal }, context)
          // A response that several requests get has an id, by which the execution memo knows it.
          return isShared() ? { ...response, responseId: response.responseId ?? {} } : response
        },
        (reason) => abandoned(request.subgraph, reason),
      )
      return isUnderWay ? coalesced.then((shared) => ({ ...shared, coalesced: true })) : coalesced
    }
  }
}

/** The parts that a client chooses come last: it could not forge a subgraph's name or a `coalesceKey` with them. */
function keyOfCall({ subgraph, body }: SubgraphRequest, { headers, coalesceKey }: FetchContext): string {
  return `${subgraph}\n${coalesceKey}\n${headersKey(headers)}\n${body}`
}

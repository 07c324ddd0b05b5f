import { Coalescer } from '../../kit/concurrency/coalescer.ts'
import type { SubgraphRequest } from '../../engine/index.ts'
import { abandoned } from './failures.ts'
import type { FetchContext, FetchWrapper, GatewayResponse } from './subgraphFetcher.ts'

/**
 * Request coalescing: requests with the same forwarded headers, and the same `coalesceKey` or else the same subgraph and
 * body, share one call while it is under way. The request id is no part of the key, and only queries are shared. The call
 * is aborted only when all requests that wait for it have given up.
 */
export function withCoalescing(): FetchWrapper {
  return (next) => {
    const coalescer = new Coalescer<GatewayResponse>()
    return (request, context) => {
      if (request.operation !== 'query') return next(request, context)
      const key = keyOfCall(request, context)
      const isUnderWay = coalescer.isUnderWay(key)
      // Another request's call, which its own wrappers know to be sent.
      if (isUnderWay) context.onSent?.()
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

/** The body, which a client chooses, comes last: nobody could forge another key with it, for it is an object of JSON. */
function keyOfCall({ subgraph, body }: SubgraphRequest, { headersKey, coalesceKey }: FetchContext): string {
  return coalesceKey === '' ? `${subgraph}\n${headersKey}\n${body}` : `${coalesceKey}\n${headersKey}`
}

import type { FetchWrapper } from './subgraphFetcher.ts'

/** Tells a request that waits to know when a call of it is sent. */
export const tellSent: FetchWrapper = (next) => (request, context) => {
  context.onSent?.()
  return next(request, context)
}

import type { FetchContext, GatewayFetcher, GatewayResponse } from '../../subgraphs/subgraphFetcher.ts'
import type { ReducedRequest } from './reduceRequest.ts'

export type Fetched =
  | { readonly kind: 'answered'; readonly response: GatewayResponse }
  | { readonly kind: 'failed'; readonly error: unknown }

/** Fetches. A failure is a result and not thrown, since stale entries may still answer for the subgraph. */
export async function fetchOrFail(
  next: GatewayFetcher,
  { request }: ReducedRequest,
  context: FetchContext,
): Promise<Fetched> {
  try {
    return { kind: 'answered', response: await next(request, context) }
  } catch (error) {
    return { kind: 'failed', error }
  }
}

import type { FetchContext, GatewayFetcher, GatewayResponse } from '../../subgraphs/subgraphFetcher.ts'
import type { ReducedRequest } from './reduceRequest.ts'

export type Fetched =
  | { readonly kind: 'answered'; readonly response: GatewayResponse }
  | { readonly kind: 'failed'; readonly error: unknown }

/** What is kept may still answer for a subgraph that fails, so that its failure is a result. */
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

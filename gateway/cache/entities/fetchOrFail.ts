import type { SubgraphFetcher, SubgraphResponse } from '../../subgraphs/subgraphFetcher.ts'
import type { ReducedRequest } from './reduceRequest.ts'

export type Fetched =
  | { readonly kind: 'answered'; readonly answer: SubgraphResponse }
  | { readonly kind: 'failed'; readonly error: unknown }

/** What is kept may still answer for a subgraph that fails, so that its failure is a result. */
export async function fetchOrFail(next: SubgraphFetcher, { request }: ReducedRequest): Promise<Fetched> {
  try {
    return { kind: 'answered', answer: await next(request) }
  } catch (error) {
    return { kind: 'failed', error }
  }
}

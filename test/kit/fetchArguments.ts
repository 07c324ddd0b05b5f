import { headersKey } from '../../kit/headersKey.ts'
import { NOBODYS } from '../../kit/concurrency/scheduler.ts'
import type { SubgraphRequest } from '../../engine/index.ts'
import type { FetchContext } from '../../gateway/subgraphs/subgraphFetcher.ts'

/** What a fetcher is called with for a question to one subgraph, as far as a test does not say otherwise. */
export function fetchArguments(
  difference: Partial<SubgraphRequest & Omit<FetchContext, 'headersKey'>> = {},
): [SubgraphRequest, FetchContext] {
  const given = { ...USUAL, signal: new AbortController().signal, ...difference }
  const {
    requestId,
    arrival,
    client,
    headers,
    caching,
    coalesceKey,
    record,
    call,
    event,
    passed,
    ...request
  } = given
  const key = headersKey(headers)
  return [
    request,
    {
      requestId,
      arrival,
      client,
      headers,
      headersKey: key,
      caching,
      coalesceKey,
      record,
      call,
      event,
      passed,
    },
  ]
}

const USUAL = {
  subgraph: 'stock',
  query: '{name}',
  variables: '{}',
  body: '{"query":"{name}","variables":{}}',
  operation: 'query' as const,
  entities: 0,
  fetch: undefined,
  requestId: 'request-1',
  arrival: NOBODYS,
  client: 'client-1',
  headers: {},
  caching: undefined,
  coalesceKey: '',
  record: undefined,
  call: undefined,
  event: undefined,
  passed: undefined,
}

/** Of a call that no client's request began. */
export const NO_CONTEXT: FetchContext = fetchArguments()[1]

import { NOBODYS } from '../../../kit/concurrency/scheduler.ts'
import type { SubgraphRequest } from '../../../engine/index.ts'
import type { FetchContext, GatewayFetcher, GatewayResponse } from '../subgraphFetcher.ts'
import type { Tallies } from './tally.ts'

/** Sends a probe to each subgraph that has not answered successfully of late. */
export type Probe = (subgraphs: readonly string[]) => Promise<void>

/** However often the status page is read, a subgraph is probed once in this time, and a busy one never. */
const FRESH_MS = 4_000
const QUERY = '{__typename}'

/** The returned promise waits at most `patienceMs`; a slower response is counted when it comes. */
export function createProbe(
  tallies: Tallies,
  call: GatewayFetcher,
  now: () => number,
  patienceMs: number,
): Probe {
  const sentAt = new Map<string, number>()
  const isDue = (subgraph: string): boolean => {
    const heardAt = Math.max(
      sentAt.get(subgraph) ?? -Infinity,
      tallies.of(subgraph).lastSuccessAt ?? -Infinity,
    )
    return now() - heardAt >= FRESH_MS
  }
  const send = async (subgraph: string): Promise<void> => {
    sentAt.set(subgraph, now())
    // Its result is counted where calls are counted.
    await askOwnQuery(call, subgraph).catch(() => undefined)
  }
  return (subgraphs) => waitAtMost(patienceMs, Promise.all(subgraphs.filter(isDue).map(send)))
}

/** What every subgraph can answer, asked for no client. */
export function askOwnQuery(call: GatewayFetcher, subgraph: string): Promise<GatewayResponse> {
  return call(probeRequest(subgraph), OF_NO_REQUEST)
}

function probeRequest(subgraph: string): SubgraphRequest {
  return {
    subgraph,
    query: QUERY,
    variables: '{}',
    body: `{"query":"${QUERY}"}`,
    operation: 'query',
    entities: 0,
    signal: new AbortController().signal,
    fetch: undefined,
  }
}

const OF_NO_REQUEST: FetchContext = {
  requestId: 'status',
  arrival: NOBODYS,
  client: 'gateway',
  headers: {},
  caching: undefined,
  headersKey: '',
  coalesceKey: '',
  record: undefined,
  call: undefined,
  event: undefined,
  passed: undefined,
  headersToClient: undefined,
}

async function waitAtMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  try {
    await Promise.race([work, patience])
  } finally {
    clearTimeout(timer)
  }
}

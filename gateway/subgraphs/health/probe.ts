import type { SubgraphRequest } from '../../../engine/index.ts'
import type { FetchContext, GatewayFetcher } from '../subgraphFetcher.ts'
import type { Tallies } from './tally.ts'

/** Asks the subgraphs of which nothing good was heard lately whether they are there. */
export type Probe = (subgraphs: readonly string[]) => Promise<void>

/** However many look at the status page, a subgraph is asked for its sake once in this time, and a busy one never. */
const FRESH_MS = 4_000
const QUERY = '{__typename}'

/** Nobody who looks waits longer than `patienceMs`; a slower answer is counted when it comes. */
export function createProbe(
  tallies: Tallies,
  call: GatewayFetcher,
  now: () => number,
  patienceMs: number,
): Probe {
  const askedAt = new Map<string, number>()
  const isDue = (subgraph: string): boolean => {
    const heardAt = Math.max(
      askedAt.get(subgraph) ?? -Infinity,
      tallies.of(subgraph).lastSuccessAt ?? -Infinity,
    )
    return now() - heardAt >= FRESH_MS
  }
  const ask = async (subgraph: string): Promise<void> => {
    askedAt.set(subgraph, now())
    // What comes of it is counted where calls are counted.
    await call(questionTo(subgraph), OF_NO_REQUEST).catch(() => undefined)
  }
  return (subgraphs) => withinPatience(patienceMs, Promise.all(subgraphs.filter(isDue).map(ask)))
}

function questionTo(subgraph: string): SubgraphRequest {
  return {
    subgraph,
    query: QUERY,
    variables: '{}',
    body: `{"query":"${QUERY}"}`,
    isMutation: false,
    entities: 0,
    signal: new AbortController().signal,
    fetch: undefined,
  }
}

const OF_NO_REQUEST: FetchContext = {
  requestId: 'status',
  arrival: 0,
  headers: {},
  caching: undefined,
  coalesceKey: '',
}

async function withinPatience(milliseconds: number, work: Promise<unknown>): Promise<void> {
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

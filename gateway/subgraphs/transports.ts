import { GatewayError } from '../errors.ts'
import { createProbe, type Probe } from './health/probe.ts'
import { createTallies, type Tallies } from './health/tally.ts'
import { withPartialFetch } from '../cache/entities/withPartialFetch.ts'
import { withEntityCache } from '../cache/entities/withEntityCache.ts'
import type { EntityCache } from '../cache/entities/lookup.ts'
import { withDeadline } from './withDeadline.ts'
import type { SubgraphFetcher, SubgraphWrapper } from './subgraphFetcher.ts'
import { createHttpTransport } from './httpTransport.ts'
import { withCoalescing } from './withCoalescing.ts'

/** How the subgraphs are called. */
export interface TransportSettings {
  /** The addresses of those that are not in this process. */
  readonly subgraphUrls: ReadonlyMap<string, string>
  /** By which they know this gateway. */
  readonly gatewaySecret: string | undefined
  readonly subgraphDeadlineMs: number
  /** Whether calls that are alike at one moment are made once. */
  readonly singleFlight: boolean
}

/** How a subgraph in this process is called, by its name; the others are called at the addresses of the config. */
export type LocalTransports = ReadonlyMap<string, SubgraphFetcher>

export interface Transports {
  /** Calls the subgraph that the request names, with everything around the bare transport. */
  readonly call: SubgraphFetcher
  /** How those calls went. */
  readonly tallies: Tallies
  /** Asks anew how the subgraphs are. */
  readonly probe: Probe
  close(): Promise<void>
}

/** Who looks how the subgraphs are waits no longer for one that hangs. */
const PATIENCE_MS = 1_500

/** `cache` is undefined where nothing is to be kept. */
export function createTransports(
  config: TransportSettings,
  local: LocalTransports,
  cache: EntityCache | undefined,
): Transports {
  const remote = [...config.subgraphUrls].map(([subgraph, url]) => ({
    subgraph,
    ...createHttpTransport({ subgraph, url, secret: config.gatewaySecret }),
  }))
  const bySubgraph = new Map([...local, ...remote.map(({ subgraph, call }) => [subgraph, call] as const)])
  const bare: SubgraphFetcher = (request) => (bySubgraph.get(request.subgraph) ?? refuseUnknown)(request)
  const within = withDeadline(config.subgraphDeadlineMs)
  const shared: SubgraphWrapper = config.singleFlight ? withCoalescing() : (next) => next
  const tallies = createTallies(Date.now)
  const { countUse, countCalls } = tallies
  return {
    call:
      cache === undefined
        ? countCalls(within(shared(bare)))
        : withEntityCache(cache, countUse)(shared(withPartialFetch(cache)(countCalls(within(bare))))),
    tallies,
    probe: createProbe(tallies, countCalls(within(bare)), Date.now, PATIENCE_MS),
    async close() {
      await Promise.all(remote.map(({ close }) => close()))
    },
  }
}

/** A subgraph of the supergraph that has no address costs its own fields, as one that is down does. */
const refuseUnknown: SubgraphFetcher = async ({ subgraph }) => {
  throw new GatewayError('SUBGRAPH_UNREACHABLE', `Subgraph "${subgraph}" has no address in SUBGRAPH_URLS.`, {
    subgraph,
  })
}

import { ClientError } from '../errors.ts'
import type { Config } from '../process/config.ts'
import { createProbe, type Probe } from './health/probe.ts'
import { createTallies, type Tallies } from './health/tally.ts'
import { withFetching } from '../cache/entities/withPartialFetch.ts'
import { withMemory } from '../cache/entities/withEntityCache.ts'
import type { AnswerCache } from '../cache/entities/lookup.ts'
import { withDeadline } from './withDeadline.ts'
import type { SubgraphCall, SubgraphWrapper } from './subgraphFetcher.ts'
import { createHttpTransport } from './httpTransport.ts'
import { withSingleFlight } from './withCoalescing.ts'

/** How a subgraph in this process is called, by its name; the others are called at the addresses of the config. */
export type LocalTransports = ReadonlyMap<string, SubgraphCall>

export interface Transports {
  /** Calls the subgraph that the request names, with everything around the bare transport. */
  readonly call: SubgraphCall
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
  config: Config,
  local: LocalTransports,
  cache: AnswerCache | undefined,
): Transports {
  const remote = [...config.subgraphUrls].map(([subgraph, url]) => ({
    subgraph,
    ...createHttpTransport({ subgraph, url, secret: config.gatewaySecret }),
  }))
  const bySubgraph = new Map([...local, ...remote.map(({ subgraph, call }) => [subgraph, call] as const)])
  const bare: SubgraphCall = (request) => (bySubgraph.get(request.subgraph) ?? refuseUnknown)(request)
  const within = withDeadline(config.subgraphDeadlineMs)
  const shared: SubgraphWrapper = config.singleFlight ? withSingleFlight() : (next) => next
  const tallies = createTallies(Date.now)
  const { countUse, countCalls } = tallies
  return {
    call:
      cache === undefined
        ? countCalls(within(shared(bare)))
        : withMemory(cache, countUse)(shared(withFetching(cache)(countCalls(within(bare))))),
    tallies,
    probe: createProbe(tallies, countCalls(within(bare)), Date.now, PATIENCE_MS),
    async close() {
      await Promise.all(remote.map(({ close }) => close()))
    },
  }
}

/** A subgraph of the supergraph that has no address costs its own fields, as one that is down does. */
const refuseUnknown: SubgraphCall = async ({ subgraph }) => {
  throw new ClientError('SUBGRAPH_UNREACHABLE', `Subgraph "${subgraph}" has no address in SUBGRAPH_URLS.`, {
    subgraph,
  })
}

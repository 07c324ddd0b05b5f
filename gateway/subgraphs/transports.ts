import type { Deadlines } from '../../kit/concurrency/deadlines.ts'
import type { Scheduler } from '../../kit/concurrency/scheduler.ts'
import type { EntityCache } from '../cache/entities/lookup.ts'
import { withEntityCache } from '../cache/entities/withEntityCache.ts'
import { withPartialFetch } from '../cache/entities/withPartialFetch.ts'
import { GatewayError } from '../errors.ts'
import { createProbe, type Probe } from './health/probe.ts'
import { createTallies, type Tallies } from './health/tally.ts'
import { createHttpTransport } from './httpTransport.ts'
import type { FetchWrapper, GatewayFetcher } from './subgraphFetcher.ts'
import { withCoalescing } from './withCoalescing.ts'
import { withDeadline } from './withDeadline.ts'

/** Settings of the calls to subgraphs. */
export interface TransportSettings {
  /** The addresses of those that are not in this process. */
  readonly subgraphUrls: ReadonlyMap<string, string>
  /** The secret by which subgraphs recognise this gateway. */
  readonly gatewaySecret: string | undefined
  readonly subgraphDeadlineMs: number
  /** Whether equal calls under way at one moment are coalesced into one. */
  readonly singleFlight: boolean
}

/** How a subgraph in this process is called, by its name; the others are called at the addresses of the config. */
export type LocalTransports = ReadonlyMap<string, GatewayFetcher>

export interface Transports {
  /** Calls the subgraph that the request names, with everything around the bare transport. */
  readonly call: GatewayFetcher
  /** Counts of those calls, by subgraph. */
  readonly tallies: Tallies
  /** Checks anew whether the subgraphs answer. */
  readonly probe: Probe
  close(): Promise<void>
}

/** The status page waits no longer for a subgraph that hangs. */
const PATIENCE_MS = 1_500

/** `cache` is undefined where nothing is to be stored. */
export function createTransports(
  settings: TransportSettings,
  local: LocalTransports,
  cache: EntityCache | undefined,
  { deadlines, scheduler }: { readonly deadlines: Deadlines; readonly scheduler: Scheduler },
): Transports {
  const { subgraphUrls, gatewaySecret: secret, subgraphDeadlineMs, singleFlight } = settings
  const remote = [...subgraphUrls].map(([subgraph, url]) => ({
    subgraph,
    ...createHttpTransport({ subgraph, url, secret, scheduler }),
  }))
  const bySubgraph = new Map([...local, ...remote.map(({ subgraph, call }) => [subgraph, call] as const)])
  const transport: GatewayFetcher = (request, context) =>
    (bySubgraph.get(request.subgraph) ?? refuseUnknown)(request, context)
  const tallies = createTallies(Date.now)
  const coalescing = singleFlight ? [withCoalescing()] : []
  const deadline = withDeadline(subgraphDeadlineMs, deadlines)
  return {
    call: wrap(
      transport,
      cache === undefined
        ? [tallies.countCalls, deadline, ...coalescing]
        : [
            // Outermost: a response that lies in memory whole costs no other wrapper anything.
            withEntityCache(cache, tallies.countUse),
            // Above the partial fetch, so that requests that miss the same units wait for one fetch.
            ...coalescing,
            // Reduces the request to the missing units; below it calls leave the process.
            withPartialFetch(cache),
            // Counts the calls that leave the process and how they ended, deadlines included.
            tallies.countCalls,
            // Next to the transport: waiting for another's call or for Redis is no fault of the subgraph's.
            deadline,
          ],
    ),
    tallies,
    probe: createProbe(tallies, wrap(transport, [tallies.countCalls, deadline]), Date.now, PATIENCE_MS),
    async close() {
      await Promise.all(remote.map(({ close }) => close()))
    },
  }
}

/** The first of the list is the outermost. */
function wrap(transport: GatewayFetcher, wrappers: readonly FetchWrapper[]): GatewayFetcher {
  return wrappers.reduceRight((next, wrapper) => wrapper(next), transport)
}

/** A subgraph of the supergraph that has no address costs its own fields, as one that is down does. */
const refuseUnknown: GatewayFetcher = async ({ subgraph }) => {
  throw new GatewayError('SUBGRAPH_UNREACHABLE', `Subgraph "${subgraph}" has no address in SUBGRAPH_URLS.`, {
    subgraph,
  })
}

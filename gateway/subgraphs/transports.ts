import type { Deadlines } from '../../kit/concurrency/deadlines.ts'
import type { Scheduler } from '../../kit/concurrency/scheduler.ts'
import type { EntityCache } from '../cache/entities/lookup.ts'
import { withEntityCache } from '../cache/entities/withEntityCache.ts'
import { withPartialFetch } from '../cache/entities/withPartialFetch.ts'
import { GatewayError } from '../errors.ts'
import { createProbe, type Probe } from './health/probe.ts'
import { createTallies, type Tallies } from './health/tally.ts'
import type { Destination, SupergraphAddresses } from './destinations.ts'
import { createRemoteTransports, settingsOf, type RemoteSettings } from './remoteTransports.ts'
import type { SubgraphSettings } from './settings.ts'
import type { FetchWrapper, GatewayFetcher } from './subgraphFetcher.ts'
import { withCoalescing } from './withCoalescing.ts'
import { withDeadline } from './withDeadline.ts'
import { withOwnHeaders } from './withOwnHeaders.ts'

/** Settings of the calls to subgraphs. */
export interface TransportSettings extends RemoteSettings {
  /** All headers of clients that some subgraph gets. */
  readonly forwardHeaders: readonly string[]
  /** Whether headers of some subgraph's responses travel up to the client. */
  readonly passesHeadersUp: boolean
  /** Whether equal calls under way at one moment are coalesced into one. */
  readonly singleFlight: boolean
}

/** How a subgraph in this process is called, by its name, unless the settings have an address for it. */
export type LocalTransports = ReadonlyMap<string, GatewayFetcher>

export interface Transports {
  /** Calls the subgraph that the request names, with everything around the bare transport. */
  readonly call: GatewayFetcher
  /** Counts of those calls, by subgraph. */
  readonly tallies: Tallies
  /** Checks anew whether the subgraphs answer. */
  readonly probe: Probe
  /** Takes the addresses of a supergraph, for the subgraphs to which the settings give none. */
  follow(published: SupergraphAddresses): void
  addressOf(subgraph: string): AddressSource
  close(): Promise<void>
}

/**
 * Where the address of a subgraph comes from. One that the supergraph alone has, with an origin that the settings do not list,
 * is called without a secret, a client certificate and headers of clients.
 */
export type AddressSource = 'process' | 'settings' | 'supergraph' | 'supergraph, not listed' | 'none'

/** The status page waits no longer for a subgraph that hangs. */
const PATIENCE_MS = 1_500

/** `cache` is undefined where nothing is to be stored. */
export function createTransports(
  settings: TransportSettings,
  local: LocalTransports,
  cache: EntityCache | undefined,
  { deadlines, scheduler }: { readonly deadlines: Deadlines; readonly scheduler: Scheduler },
): Transports {
  const remote = createRemoteTransports(settings, scheduler)
  const isLocal = (subgraph: string): boolean =>
    local.has(subgraph) && settingsOf(settings, subgraph).addresses.length === 0
  const transport: GatewayFetcher = (request, context) => {
    const { subgraph } = request
    const call = isLocal(subgraph) ? local.get(subgraph) : remote.callOf(subgraph)
    return (call ?? refuseUnknown)(request, context)
  }
  const tallies = createTallies(Date.now)
  const ownHeaders = withOwnHeaders(settings)
  const coalescing = settings.singleFlight ? [withCoalescing()] : []
  const deadline = withDeadline((subgraph) => settingsOf(settings, subgraph).deadlineMs, deadlines)
  return {
    call: wrap(
      transport,
      cache === undefined
        ? [ownHeaders, tallies.countCalls, deadline, ...coalescing]
        : [
            // Outermost: what a subgraph never sees cannot tell its responses apart.
            ownHeaders,
            // A response that lies in memory whole costs no other wrapper anything.
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
    follow: remote.follow,
    addressOf: (subgraph) =>
      isLocal(subgraph)
        ? 'process'
        : describeDestinations(remote.destinationsOf(subgraph), settingsOf(settings, subgraph)),
    close: remote.close,
  }
}

function describeDestinations(
  [first]: readonly Destination[],
  { addresses }: SubgraphSettings,
): AddressSource {
  if (first === undefined) return 'none'
  if (addresses.length > 0) return 'settings'
  return first.isListed ? 'supergraph' : 'supergraph, not listed'
}

/** The first of the list is the outermost. */
function wrap(transport: GatewayFetcher, wrappers: readonly FetchWrapper[]): GatewayFetcher {
  return wrappers.reduceRight((next, wrapper) => wrapper(next), transport)
}

/** A subgraph of the supergraph that has no address costs its own fields, as one that is down does. */
const refuseUnknown: GatewayFetcher = async ({ subgraph }) => {
  throw new GatewayError(
    'SUBGRAPH_UNREACHABLE',
    `Subgraph "${subgraph}" has no address in the settings or the supergraph.`,
    {
      subgraph,
    },
  )
}

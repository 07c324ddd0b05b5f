import type { Deadlines } from '../../kit/concurrency/deadlines.ts'
import type { Scheduler } from '../../kit/concurrency/scheduler.ts'
import type { EntityCache } from '../cache/entities/lookup.ts'
import { withEntityCache } from '../cache/entities/withEntityCache.ts'
import { withPartialFetch } from '../cache/entities/withPartialFetch.ts'
import { GatewayError } from '../errors.ts'
import {
  createBreakers,
  CIRCUIT_SETTINGS,
  NO_ANSWER,
  type Breakers,
  type CircuitChange,
} from './breaker/breakers.ts'
import { createConcurrencyLimits, type ConcurrencyLimit } from './concurrencyLimit.ts'
import { askOwnQuery, createProbe, type Probe } from './health/probe.ts'
import { createTallies, type Tallies } from './health/tally.ts'
import type { Destination, SupergraphAddresses } from './destinations.ts'
import { createEventSources, type EventSources } from './events/eventSources.ts'
import { unavailable } from './failures.ts'
import { createRemoteTransports, settingsOf, type RemoteSettings } from './remoteTransports.ts'
import type { SubgraphSettings } from './settings.ts'
import type { FetchContext, FetchWrapper, GatewayFetcher } from './subgraphFetcher.ts'
import type { SubgraphRequest } from '../../engine/index.ts'
import { recordCalls, reportCalls, type SentCall } from './recordCalls.ts'
import { tellSent } from './tellSent.ts'
import { withCoalescing } from './withCoalescing.ts'
import { withDeadline } from './withDeadline.ts'
import { withOwnHeaders } from './withOwnHeaders.ts'
import { RETRY_BUDGET, withRetry } from './withRetry.ts'

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
  /** Which subgraphs are not called for the moment. */
  readonly breakers: Breakers
  /** Checks anew whether the subgraphs answer. */
  readonly probe: Probe
  /** Takes the addresses of a supergraph, for the subgraphs to which the settings give none. */
  follow(published: SupergraphAddresses): void
  addressOf(subgraph: string): AddressSource
  /** The subscriptions that subgraphs elsewhere serve themselves. */
  readonly sources: EventSources
  close(): Promise<void>
}

/**
 * Where the address of a subgraph comes from. One that the supergraph alone has, with an origin that the settings do not list,
 * is called without a secret, a client certificate and headers of clients.
 */
export type AddressSource = 'process' | 'settings' | 'supergraph' | 'supergraph, not listed' | 'none'

/** The status page waits no longer for a subgraph that hangs. */
const PATIENCE_MS = 1_500

/** Within this a subgraph answers the gateway's own query, or it is taken for one that does not answer. */
const OWN_QUERY_MS = 2_000

/** A call that waits longer would rather be refused. */
const WAITING = { waiting: 1_024, waitMs: 2_000 }

export interface TransportParts {
  readonly deadlines: Deadlines
  readonly scheduler: Scheduler
  readonly onCircuitChange: (change: CircuitChange) => void
  /** Gets each call that the cache did not answer, when it has ended. */
  readonly onCall: (sent: SentCall) => void
}

/** `cache` is undefined where nothing is to be stored. */
export function createTransports(
  settings: TransportSettings,
  local: LocalTransports,
  cache: EntityCache | undefined,
  { deadlines, scheduler, onCircuitChange, onCall }: TransportParts,
): Transports {
  const remote = createRemoteTransports(settings, scheduler)
  const isLocal = (subgraph: string): boolean =>
    local.has(subgraph) && settingsOf(settings, subgraph).addresses.length === 0
  const transport: GatewayFetcher = (request, context) => {
    const { subgraph } = request
    const call = isLocal(subgraph) ? local.get(subgraph) : remote.callOf(subgraph)
    return (call ?? refuseUnknown)(
      request.operation === 'subscription' ? withEvent(request, context) : request,
      context,
    )
  }
  const tallies = createTallies(Date.now)
  const limits = createConcurrencyLimits(
    (subgraph) => (isLocal(subgraph) ? undefined : limitOf(settingsOf(settings, subgraph))),
    deadlines,
  )
  const ownQueries = wrap(transport, [tallies.countCalls, withDeadline(() => OWN_QUERY_MS, deadlines)])
  const breakers = createBreakers({
    settings: CIRCUIT_SETTINGS,
    deadlines,
    now: Date.now,
    probe: (subgraph) => askOwnQuery(ownQueries, subgraph),
    onChange(change) {
      if (change.state === 'open') limits.refuseWaiting(change.subgraph, NO_ANSWER)
      onCircuitChange(change)
    },
  })
  const ownHeaders = withOwnHeaders(settings)
  const coalescing = settings.singleFlight ? [withCoalescing()] : []
  const deadline = withDeadline((subgraph) => settingsOf(settings, subgraph).deadlineMs, deadlines)
  const leaving = [
    // No cache has the answer.
    tellSent,
    // Around what may refuse a call, so that its log has those too.
    reportCalls(onCall),
    // Refuses calls while a subgraph does not answer: above the limit, where they would wait for those that hang.
    breakers.breakCircuit,
    // What waits for its turn has no deadline of a call's, and is not counted as sent.
    limits.limitCalls,
    // Counts the calls that leave the process and how they ended, deadlines included.
    tallies.countCalls,
    // Waiting for another's call or for Redis is no fault of the subgraph's.
    deadline,
    // Next to the transport: the second time has what the first left of the deadline, and is no call of its own.
    withRetry(RETRY_BUDGET, deadlines),
  ]
  return {
    sources: createEventSources(settings, {
      ...remote,
      destinationsOf: (subgraph) => (isLocal(subgraph) ? [] : remote.destinationsOf(subgraph)),
    }),
    call: withPassedEvents(
      wrap(
        transport,
        cache === undefined
          ? [recordCalls, ownHeaders, ...coalescing, ...leaving]
          : [
              // Around all, for it writes down what becomes of each call.
              recordCalls,
              // Outermost of what answers: what a subgraph never sees cannot tell its responses apart.
              ownHeaders,
              // A response that lies in memory whole costs no other wrapper anything.
              withEntityCache(cache, tallies.countUse),
              // Above the partial fetch, so that requests that miss the same units wait for one fetch.
              ...coalescing,
              // Reduces the request to the missing units; below it calls leave the process.
              withPartialFetch(cache),
              ...leaving,
            ],
      ),
    ),
    breakers,
    tallies,
    probe: createProbe(tallies, wrap(transport, [tallies.countCalls, deadline]), Date.now, PATIENCE_MS),
    follow(published) {
      for (const subgraph of remote.follow(published)) breakers.forget(subgraph)
    },
    addressOf: (subgraph) =>
      isLocal(subgraph)
        ? 'process'
        : describeDestinations(remote.destinationsOf(subgraph), settingsOf(settings, subgraph)),
    async close() {
      breakers.stop()
      await remote.close()
    },
  }
}

/** What a subgraph told of its own subscription is the answer to its field: nobody is called. */
const withPassedEvents: FetchWrapper = (next) => (request, context) => {
  const { passed } = context
  if (passed === undefined || request.operation !== 'subscription') return next(request, context)
  if (passed.body === request.body) return Promise.resolve(passed.response)
  passed.onOutdated()
  return Promise.reject(unavailable(request.subgraph, 'its subscription is opened anew'))
}

/** A subgraph resolves the field of a subscription from what has happened, which travels beside the operation. */
function withEvent(request: SubgraphRequest, { event }: FetchContext): SubgraphRequest {
  const { body } = request
  return { ...request, body: `${body.slice(0, -1)},"extensions":{"event":${JSON.stringify(event)}}}` }
}

function limitOf({ connections, addresses }: SubgraphSettings): ConcurrencyLimit {
  return { calls: connections * Math.max(1, addresses.length), ...WAITING }
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

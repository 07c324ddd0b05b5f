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
import { CONNECTIONS, createHttpTransport } from './httpTransport.ts'
import type { FetchWrapper, GatewayFetcher } from './subgraphFetcher.ts'
import { withCoalescing } from './withCoalescing.ts'
import { withDeadline } from './withDeadline.ts'
import { RETRY_BUDGET, withRetry } from './withRetry.ts'

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
  /** Which subgraphs are not called for the moment. */
  readonly breakers: Breakers
  /** Checks anew whether the subgraphs answer. */
  readonly probe: Probe
  close(): Promise<void>
}

/** The status page waits no longer for a subgraph that hangs. */
const PATIENCE_MS = 1_500

/** Within this a subgraph answers the gateway's own query, or it is taken for one that does not answer. */
const OWN_QUERY_MS = 2_000

/** A call that waits longer would rather be refused. */
const REMOTE_LIMIT: ConcurrencyLimit = { calls: CONNECTIONS, waiting: 1_024, waitMs: 2_000 }

export interface TransportParts {
  readonly deadlines: Deadlines
  readonly scheduler: Scheduler
  readonly onCircuitChange: (change: CircuitChange) => void
}

/** `cache` is undefined where nothing is to be stored. */
export function createTransports(
  settings: TransportSettings,
  local: LocalTransports,
  cache: EntityCache | undefined,
  { deadlines, scheduler, onCircuitChange }: TransportParts,
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
  const limits = createConcurrencyLimits(
    (subgraph) => (subgraphUrls.has(subgraph) ? REMOTE_LIMIT : undefined),
    deadlines,
  )
  const ownQueries = wrap(transport, [tallies.countCalls, withDeadline(OWN_QUERY_MS, deadlines)])
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
  const coalescing = singleFlight ? [withCoalescing()] : []
  const deadline = withDeadline(subgraphDeadlineMs, deadlines)
  const leaving = [
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
    call: wrap(
      transport,
      cache === undefined
        ? [...coalescing, ...leaving]
        : [
            // Outermost: a response that lies in memory whole costs no other wrapper anything.
            withEntityCache(cache, tallies.countUse),
            // Above the partial fetch, so that requests that miss the same units wait for one fetch.
            ...coalescing,
            // Reduces the request to the missing units; below it calls leave the process.
            withPartialFetch(cache),
            ...leaving,
          ],
    ),
    breakers,
    tallies,
    probe: createProbe(tallies, wrap(transport, [tallies.countCalls, deadline]), Date.now, PATIENCE_MS),
    async close() {
      breakers.stop()
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

import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { ConfigError } from '../../kit/config.ts'
import type { Scheduler } from '../../kit/concurrency/scheduler.ts'
import { createRetirement, type Closable } from '../../kit/retirement.ts'
import { listDestinations, type Destination, type SupergraphAddresses } from './destinations.ts'
import { balanceAddresses } from './balanceAddresses.ts'
import type { TlsMaterial } from './connections.ts'
import { createHttpTransport, type HttpTransport } from './httpTransport.ts'
import type { SubgraphSettings, TlsSettings } from './settings.ts'
import type { FetchWrapper, GatewayFetcher } from './subgraphFetcher.ts'

export interface RemoteSettings {
  /** Of the subgraphs that the settings name. */
  readonly subgraphs: ReadonlyMap<string, SubgraphSettings>
  /** Of any other. */
  readonly otherSubgraphs: SubgraphSettings
  /** Whether an address on this machine counts as listed, wherever it was published. */
  readonly trustsLoopback: boolean
  /** When this has passed, no call is under way that began before a swap. */
  readonly requestDeadlineMs: number
}

/** The subgraphs that are reached over HTTP, at the addresses of the settings and of the supergraph of the day. */
export interface RemoteTransports {
  /** Undefined for a subgraph without an address. */
  callOf(subgraph: string): GatewayFetcher | undefined
  destinationsOf(subgraph: string): readonly Destination[]
  /** By what a subgraph and this gateway recognise each other. */
  materialOf(subgraph: string): TlsMaterial
  /**
   * Takes the addresses of a supergraph; connections to those that are no more are closed after the request deadline. Returns
   * the subgraphs that are called elsewhere now.
   */
  follow(published: SupergraphAddresses): readonly string[]
  close(): Promise<void>
}

interface OpenTransport extends Closable {
  readonly destinations: readonly Destination[]
  readonly call: GatewayFetcher
}

export function settingsOf(settings: RemoteSettings, subgraph: string): SubgraphSettings {
  return settings.subgraphs.get(subgraph) ?? settings.otherSubgraphs
}

/** Throws ConfigError for certificates that cannot be used. */
export function createRemoteTransports(settings: RemoteSettings, scheduler: Scheduler): RemoteTransports {
  const material = new Map([...settings.subgraphs].map(([name, { tls }]) => [name, readTls(name, tls)]))
  // Nothing can be wrong with closing sockets by force.
  const retirement = createRetirement(settings.requestDeadlineMs, () => {})
  let open = new Map<string, OpenTransport>()
  /** What requests that began before the swap may still need. */
  let before: ReadonlyMap<string, OpenTransport> = new Map()

  const openAddress = (subgraph: string, { url, authorization, isListed }: Destination): HttpTransport => {
    const { secret, headers, connections, maxBytes, errors } = settingsOf(settings, subgraph)
    const { ca, ...identity } = material.get(subgraph) ?? {}
    const transport = createHttpTransport({
      subgraph,
      url,
      connections,
      maxBytes,
      errors,
      scheduler,
      headers: {
        ...(isListed ? headers.set : {}),
        ...(authorization === undefined ? {} : { authorization }),
      },
      ...(isListed
        ? { secret, tls: { ca, ...identity }, headersToClient: headers.toClient }
        : { tls: { ca } }),
    })
    return isListed ? transport : { ...transport, call: withoutHeaders(transport.call) }
  }
  const openSubgraph = (subgraph: string, destinations: readonly Destination[]): OpenTransport => {
    const transports = destinations.map((destination) => openAddress(subgraph, destination))
    const [first, second] = transports
    const isAlone = first !== undefined && second === undefined
    return { destinations, ...(isAlone ? first : balanceAddresses(transports, Date.now)) }
  }

  const follow = (published: SupergraphAddresses): readonly string[] => {
    const next = new Map<string, OpenTransport>()
    for (const subgraph of new Set([...settings.subgraphs.keys(), ...published.keys()])) {
      const destinations = listDestinations(
        settingsOf(settings, subgraph),
        published.get(subgraph),
        settings.trustsLoopback,
      )
      if (destinations.length === 0) continue
      const known = open.get(subgraph)
      const isSame = known !== undefined && areEqual(known.destinations, destinations)
      next.set(subgraph, isSame ? known : openSubgraph(subgraph, destinations))
    }
    const moved = [...open].filter(([subgraph, transport]) => next.get(subgraph) !== transport)
    for (const [, transport] of moved) retirement.retire(transport)
    before = open
    open = next
    return moved.map(([subgraph]) => subgraph)
  }

  follow(new Map())
  return {
    callOf: (subgraph) => (open.get(subgraph) ?? before.get(subgraph))?.call,
    destinationsOf: (subgraph) => open.get(subgraph)?.destinations ?? [],
    materialOf: (subgraph) => material.get(subgraph) ?? {},
    follow,
    async close() {
      await retirement.stop()
      await Promise.all([...open.values()].map((transport) => transport.close()))
    },
  }
}

/** Headers of clients are for nobody whom the operator does not know. */
const withoutHeaders: FetchWrapper = (next) => (request, context) =>
  next(request, { ...context, headers: NO_HEADERS })

const NO_HEADERS = Object.freeze({})

function areEqual(one: readonly Destination[], other: readonly Destination[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function readTls(subgraph: string, { caFile, certificate }: TlsSettings): TlsMaterial {
  try {
    const material: TlsMaterial = {
      ca: caFile === undefined ? undefined : readFileSync(caFile, 'utf8'),
      ...(certificate && {
        cert: readFileSync(certificate.file, 'utf8'),
        key: readFileSync(certificate.keyFile, 'utf8'),
      }),
    }
    createSecureContext(material)
    return material
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable'
    throw new ConfigError([
      `subgraphs.${subgraph}.tls: expected files of PEM, and a key that fits the certificate; got ${describeFiles(caFile, certificate)} (${reason}).`,
    ])
  }
}

function describeFiles(caFile: string | undefined, certificate: TlsSettings['certificate']): string {
  const files = [caFile, certificate?.file, certificate?.keyFile].filter((file) => file !== undefined)
  return files.map((file) => JSON.stringify(file)).join(', ')
}

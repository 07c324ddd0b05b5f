import type { IncomingMessage, ServerResponse } from 'node:http'
import { createSecretCheck, GATEWAY_SECRET_HEADER } from '../../kit/gatewaySecret.ts'
import type { Log } from '../../kit/log.ts'
import { parseInvalidation, selectorOf, type Invalidation } from '../cache/invalidation.ts'
import { isNothingNew, rememberPublication, type PublicationStore } from '../cache/publications.ts'
import type { Invalidated } from '../cache/entities/sharedLevel.ts'
import { GatewayError } from '../errors.ts'
import type { LightAbortSignal } from '../../kit/concurrency/lightAbortSignal.ts'
import { ANONYMOUS, type Caller } from '../access/caller.ts'
import type { Identify } from '../access/token/identify.ts'
import type { EntityCache } from '../cache/entities/lookup.ts'
import { identifyOrCharge } from './identifyOrCharge.ts'
import type { RequestRecord } from '../telemetry/record.ts'
import { readHttpRequest, readRequestId, type HttpReading } from './http.ts'
import type { Deadlines } from '../../kit/concurrency/deadlines.ts'
import { startLifetime } from './lifetime.ts'
import { settingsOf, type RemoteSettings } from '../subgraphs/remoteTransports.ts'

export const INVALIDATION_PATH = '/cache/invalidate'

export interface InvalidationSettings extends RemoteSettings {
  readonly host: string
  readonly requestDeadlineMs: number
  /** Which bureau may say that answers of a subgraph are out of date. */
  readonly subgraphBureaus: ReadonlyMap<string, string>
}

export interface InvalidationParts {
  readonly config: InvalidationSettings
  readonly cache: EntityCache
  readonly publications: PublicationStore
  /** Those of the graph as it is now, whoever owns them. */
  readonly subgraphs: readonly string[]
  readonly http: HttpReading
  readonly deadlines: Deadlines
  readonly identify: Identify
  readonly log: Log
}

interface Reply {
  readonly status: number
  readonly body: object
}

/**
 * Drops the entries that an invalidation names, for the bureau's own token or for the secret that this gateway shares with
 * that subgraph. 200 means that no gateway serves them any more; 202 that some gateway has not confirmed yet.
 */
export async function handleInvalidation(
  parts: InvalidationParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const record = parts.http.startRecord('invalidation', readRequestId(incoming), incoming, outgoing)
  const lifetime = startLifetime(outgoing, parts.config.requestDeadlineMs, parts.deadlines)
  try {
    if (incoming.method !== 'POST') outgoing.setHeader('allow', 'POST')
    reply(outgoing, await answer(parts, incoming, record, lifetime.signal))
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    record.codes = [error.code]
    reply(outgoing, { status: error.status, body: { error: error.message } })
  } finally {
    lifetime.end()
  }
}

async function answer(
  { config, cache, publications, subgraphs, http, identify, log }: InvalidationParts,
  incoming: IncomingMessage,
  record: RequestRecord,
  signal: LightAbortSignal,
): Promise<Reply> {
  if (incoming.method !== 'POST') return refusal(405, 'Expected POST.')
  const visit = http.traffic.arrive(incoming.socket, incoming.headers)
  const request = await readHttpRequest(incoming, record, signal, visit, http)
  const isSubgraph = isFromSubgraph(config, incoming)
  const caller = isSubgraph ? ANONYMOUS : await identifyOrCharge({ identify, traffic: http.traffic }, request)
  record.caller = caller
  if (!isSubgraph && caller.kind === 'anonymous')
    return refusal(401, 'Expected the token of a bureau; got none.')
  const invalidation = parseInvalidation(request.body)
  if (invalidation === undefined) return refusal(400, EXPECTED)
  const { subgraph } = invalidation
  const bureau = config.subgraphBureaus.get(subgraph)
  const isOwn = isSubgraph
    ? (bureau !== undefined || subgraphs.includes(subgraph)) && holdsSecretOf(config, incoming, subgraph)
    : actsFor(caller, bureau)
  if (!isOwn)
    return refusal(403, `Only the token of its own bureau may drop answers of "${invalidation.subgraph}".`)
  try {
    const dropped = await invalidate(cache, publications, invalidation)
    const by = caller.kind === 'anonymous' ? 'its subgraph' : caller.subject
    log.info({ ...invalidation, ...dropped, by }, 'answers dropped')
    return { status: dropped.confirmed < dropped.told ? 202 : 200, body: dropped }
  } catch (error) {
    log.error({ err: error }, 'answers could not be dropped everywhere')
    return refusal(503, 'Redis is out of reach: other gateways may still serve it. Ask again.')
  }
}

/** Whether it shows the secret of any subgraph. */
function isFromSubgraph(config: InvalidationSettings, incoming: IncomingMessage): boolean {
  const all = [config.otherSubgraphs, ...config.subgraphs.values()]
  return holdsOneOf(
    all.map(({ secret }) => secret),
    config.host,
    incoming,
  )
}

/** Subgraphs that share a secret can query each other: being able to drop entries opens nothing more to them. */
export function holdsSecretOf(
  config: InvalidationSettings,
  incoming: IncomingMessage,
  subgraph: string,
): boolean {
  return holdsOneOf([settingsOf(config, subgraph).secret], config.host, incoming)
}

function holdsOneOf(
  secrets: readonly (string | undefined)[],
  host: string,
  { headers }: IncomingMessage,
): boolean {
  const known = secrets.filter((secret) => secret !== undefined)
  return known.length > 0 && createSecretCheck(known, host)(headers[GATEWAY_SECRET_HEADER])
}

const EXPECTED =
  'Expected {"subgraph"}, and one of {"tag"}, {"type"} and {"type", "key"} with it, such as ' +
  '{"subgraph":"stock","type":"Product","key":{"id":"12"}}.'

function actsFor(caller: Caller, bureau: string | undefined): boolean {
  return bureau !== undefined && caller.kind === 'verified' && caller.scopes.has(`bureau:${bureau}`)
}

/**
 * Drops entries, in this gateway at once, unless a replica has only begun or ended and its data are those that all answer
 * from. Throws when it is not certain that no other gateway serves them any more.
 */
export async function invalidate(
  cache: EntityCache,
  publications: PublicationStore,
  invalidation: Invalidation,
): Promise<Invalidated> {
  const isUnneeded = await isNothingNew(publications, invalidation, cache.now())
  const dropped = isUnneeded ? NOTHING_DROPPED : await drop(cache, invalidation)
  await rememberPublication(publications, invalidation, cache.now())
  return dropped
}

const NOTHING_DROPPED: Invalidated = { count: 0, confirmed: 0, told: 0 }

async function drop(cache: EntityCache, invalidation: Invalidation): Promise<Invalidated> {
  const selector = selectorOf(invalidation)
  const here = cache.drop(selector)
  if (cache.shared === undefined) return { count: here, confirmed: 1, told: 1 }
  return cache.shared.invalidate(selector)
}

function refusal(status: number, error: string): Reply {
  return { status, body: { error } }
}

function reply(outgoing: ServerResponse, { status, body }: Reply): void {
  if (outgoing.destroyed) return
  const text = JSON.stringify(body)
  outgoing.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  outgoing.end(text)
}

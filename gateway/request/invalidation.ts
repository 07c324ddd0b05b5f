import type { IncomingMessage, ServerResponse } from 'node:http'
import { createSecretCheck, GATEWAY_SECRET_HEADER } from '../../kit/gatewaySecret.ts'
import type { Log } from '../../kit/log.ts'
import { parseInvalidation, selectorOf, type Invalidation } from '../cache/invalidation.ts'
import type { Invalidated } from '../cache/entities/sharedLevel.ts'
import { GatewayError } from '../errors.ts'
import type { LightAbortSignal } from '../../kit/concurrency/lightAbortSignal.ts'
import { ANONYMOUS, type Caller } from '../access/caller.ts'
import type { Identify } from '../access/token/identify.ts'
import type { EntityCache } from '../cache/entities/lookup.ts'
import { readHttpRequest, readRequestId, type HttpReading } from './http.ts'
import type { Deadlines } from '../../kit/concurrency/deadlines.ts'
import { startLifetime } from './lifetime.ts'

export const INVALIDATION_PATH = '/cache/invalidate'

export interface InvalidationSettings {
  readonly host: string
  readonly gatewaySecret: string | undefined
  readonly requestDeadlineMs: number
  /** Which bureau may say that answers of a subgraph are out of date. */
  readonly subgraphBureaus: ReadonlyMap<string, string>
}

export interface InvalidationParts {
  readonly config: InvalidationSettings
  readonly cache: EntityCache
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
 * its subgraphs. 200 means that no gateway serves them any more; 202 that some gateway has not confirmed yet.
 */
export async function handleInvalidation(
  parts: InvalidationParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const lifetime = startLifetime(outgoing, parts.config.requestDeadlineMs, parts.deadlines)
  try {
    if (incoming.method !== 'POST') outgoing.setHeader('allow', 'POST')
    reply(outgoing, await answer(parts, incoming, lifetime.signal))
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    reply(outgoing, { status: error.status, body: { error: error.message } })
  } finally {
    lifetime.end()
  }
}

async function answer(
  { config, cache, http, identify, log }: InvalidationParts,
  incoming: IncomingMessage,
  signal: LightAbortSignal,
): Promise<Reply> {
  if (incoming.method !== 'POST') return refusal(405, 'Expected POST.')
  const request = await readHttpRequest(incoming, readRequestId(incoming), signal, http)
  const isSubgraph = isFromSubgraph(config, incoming)
  const caller = isSubgraph ? ANONYMOUS : await identify(request.authorization, request.connection)
  if (!isSubgraph && caller.kind === 'anonymous')
    return refusal(401, 'Expected the token of a bureau; got none.')
  const invalidation = parseInvalidation(request.body)
  if (invalidation === undefined) return refusal(400, EXPECTED)
  const bureau = config.subgraphBureaus.get(invalidation.subgraph)
  if (bureau === undefined || !(isSubgraph || actsFor(caller, bureau)))
    return refusal(403, `Only the token of its own bureau may drop answers of "${invalidation.subgraph}".`)
  try {
    const dropped = await invalidate(cache, invalidation)
    const by = caller.kind === 'anonymous' ? 'its subgraph' : caller.subject
    log.info({ ...invalidation, ...dropped, by }, 'answers dropped')
    return { status: dropped.confirmed < dropped.told ? 202 : 200, body: dropped }
  } catch (error) {
    log.error({ err: error }, 'answers could not be dropped everywhere')
    return refusal(503, 'Redis is out of reach: other gateways may still serve it. Ask again.')
  }
}

/** A holder of the secret can query any subgraph: being able to drop entries opens nothing more to it. */
function isFromSubgraph({ gatewaySecret, host }: InvalidationSettings, { headers }: IncomingMessage) {
  if (gatewaySecret === undefined) return false
  return createSecretCheck([gatewaySecret], host)(headers[GATEWAY_SECRET_HEADER])
}

const EXPECTED =
  'Expected {"subgraph"}, and one of {"tag"}, {"type"} and {"type", "key"} with it, such as ' +
  '{"subgraph":"transport","type":"CarPark","key":{"id":"12"}}.'

function actsFor(caller: Caller, bureau: string): boolean {
  return caller.kind === 'verified' && caller.scopes.has(`bureau:${bureau}`)
}

/** Drops entries, in this gateway at once; throws when it is not certain that no other gateway serves them any more. */
export async function invalidate(cache: EntityCache, invalidation: Invalidation): Promise<Invalidated> {
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

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from '../../kit/log.ts'
import { isLoopback } from '../../kit/loopback.ts'
import { answerJson } from '../../kit/serve.ts'
import { findActor, hideKeys } from '../acts/keys.ts'
import type { Journal } from '../acts/journal.ts'
import type { Registry } from '../acts/registry.ts'
import {
  Busy,
  CheckFailed,
  Forbidden,
  MethodNotAllowed,
  NotFound,
  RegistryRefusal,
  StoreDamaged,
  Unauthenticated,
  Unusable,
} from '../refusals.ts'
import type { Actor } from '../store/act.ts'
import { DamagedStore } from '../store/registryStore.ts'
import { UnusableInput } from '../unusableInput.ts'
import type { RegistryMetrics } from './metrics.ts'
import { reads } from './reads.ts'
import type { ApiAnswer } from './route.ts'
import { writes } from './writes.ts'

export interface ApiParts {
  readonly registry: Registry
  /** Whoever reaches a registry that keeps its acts in a folder from elsewhere may only read. */
  readonly onlyLoopbackPublishes: boolean
  readonly log: Log
  /** Undefined where they are off. */
  readonly metrics: RegistryMetrics | undefined
  readonly journal: Pick<Journal, 'read' | 'latest' | 'damage'>
}

const SUPERGRAPH_PATH = '/v1/supergraph'
const METRICS_PATH = '/metrics'

/** Answers any request; what is refused is `{"error": {"code", "message"}}`. */
export async function answerApi(
  parts: ApiParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://registry')
    if (pathname === SUPERGRAPH_PATH && isReading(request))
      return await answerRelease(parts.registry, request, response)
    if (pathname === METRICS_PATH && isReading(request) && parts.metrics !== undefined)
      return await answerMetrics(parts.metrics, parts.journal, response)
    const { status, body } = await route(parts, request, pathname, searchParams)
    answerJson(response, status, body)
  } catch (error) {
    answerRefusal(parts, request, response, error)
  }
}

async function route(
  { registry, onlyLoopbackPublishes, log }: ApiParts,
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
): Promise<ApiAnswer> {
  const read = find(reads, path)
  const write = find(writes, path)
  if (isReading(request) && read) return read.route({ registry, query, words: read.words, request })
  if (request.method === 'POST' && write) {
    if (onlyLoopbackPublishes) assertLoopback(request)
    const actor = await authenticate(registry, request)
    const answer = await write.route({ registry, query, words: write.words, request }, actor)
    log.info({ path, key: actor.key, bureau: actor.bureau, status: answer.status }, 'registry changed')
    return answer
  }
  if (!read && !write) throw new NotFound(`Expected an address of docs/guides/bureaus.md; got ${path}.`)
  throw new MethodNotAllowed(
    `${path} answers ${[...(read ? ['GET'] : []), ...(write ? ['POST'] : [])].join(' and ')}; got ${request.method}.`,
  )
}

/** A route's path has a `*` for each word that is left open. */
function find<R>(
  routes: Readonly<Record<string, R>>,
  path: string,
): { readonly route: R; readonly words: readonly string[] } | undefined {
  const given = path.split('/')
  for (const [pattern, one] of Object.entries(routes)) {
    const parts = pattern.split('/')
    const fits =
      parts.length === given.length && parts.every((part, at) => part === '*' || part === given[at])
    if (fits) return { route: one, words: given.filter((_, at) => parts[at] === '*') }
  }
  return undefined
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** What gateways ask every second: an answer is a few bytes where nothing has changed. */
async function answerRelease(
  registry: Registry,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const release = await registry.readRelease()
  if (release === null) throw new NotFound('Expected that something was published; got nothing yet.')
  // A signature is of one content, and Ed25519 signs it in one way.
  const tag = `"${release.signature}"`
  response.setHeader('etag', tag)
  response.setHeader('cache-control', 'no-cache')
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304).end()
    return
  }
  const text = JSON.stringify(await release.read())
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

/** A store that does not answer is counted; the rest is told as it was when it last did. */
async function answerMetrics(
  metrics: RegistryMetrics,
  journal: ApiParts['journal'],
  response: ServerResponse,
): Promise<void> {
  const state = await journal.read().catch(() => journal.latest())
  const { contentType, text } = await metrics.print(state, journal.damage() !== null)
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text)
}

async function authenticate(registry: Registry, { headers }: IncomingMessage): Promise<Actor> {
  const [, key] = /^bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? []
  if (key === undefined)
    throw new Unauthenticated('Expected a key, as "Authorization: Bearer graph_…"; got none.')
  const actor = findActor(await registry.read(), key)
  if (actor === null)
    throw new Unauthenticated('Expected a key of this registry; got one that is not in use.')
  return actor
}

/** A proxy on this machine would make everybody come from here; it says so itself, or is not to be set up. */
function assertLoopback({ socket, headers }: IncomingMessage): void {
  const from = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  const isForwarded = headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined
  if (isLoopback(from) && !isForwarded) return
  throw new Forbidden(
    `Expected changes from this machine alone, as REGISTRY_DATABASE_URL is not set; got one from ${isForwarded ? 'a proxy' : from}.`,
  )
}

function answerRefusal(
  { log, metrics }: ApiParts,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
): void {
  const refusal = toRefusal(error)
  if (!(refusal instanceof RegistryRefusal)) throw error
  const { status, code, message } = refusal
  log.warn(
    { path: hideKeys(request.url ?? '/'), status, code, reason: hideKeys(message) },
    'registry refused',
  )
  metrics?.countRefusal(code)
  if (status === 401) response.setHeader('www-authenticate', 'Bearer')
  if (refusal instanceof Busy) response.setHeader('retry-after', String(refusal.retryAfterSeconds))
  // What comes behind a body that is too large is not read.
  if (status === 413) response.setHeader('connection', 'close')
  const report = refusal instanceof CheckFailed ? { report: refusal.report } : {}
  answerJson(response, status, { error: { code, message }, ...report })
}

function toRefusal(error: unknown): unknown {
  if (error instanceof UnusableInput) return new Unusable(error.message)
  if (error instanceof DamagedStore)
    return new StoreDamaged(
      'Expected the store as this registry has left it; got another. Its log says where. Nothing is published until it is put right.',
    )
  return error
}

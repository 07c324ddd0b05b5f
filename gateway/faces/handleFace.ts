import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { digest } from '../../kit/digest.ts'
import { sendBody } from '../../kit/http/sendBody.ts'
import { isRecord } from '../../kit/isRecord.ts'
import { PagingError } from '../../kit/tables/paging.ts'
import { GatewayError } from '../errors.ts'
import { readRequestId, type HttpRequest } from '../request/http.ts'
import type { PipelineParts } from '../request/pipeline.ts'
import { TableRefusal } from '../request/table/tableRefusal.ts'
import { createAsk } from '../tables/createAsk.ts'
import { createFreshness, type Freshness } from '../tables/freshness.ts'
import type { SavedQueries } from '../tables/savedQueries.ts'
import { refuseInErrors, type FaceDocument, type Facing, type Refuse } from './face.ts'
import { findFace } from './faces.ts'
import { publicAddressOf } from './publicAddress.ts'

export interface FaceParts extends PipelineParts {
  readonly queries: SavedQueries
  readonly config: PipelineParts['config'] & FaceSettings
}

export interface FaceSettings {
  readonly publicUrl: string | undefined
  readonly openData: boolean
}

/** Answers what other tools speak, to everybody the same: no token is looked at. */
export async function handleFace(
  parts: FaceParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = readRequestId(request)
  const record = parts.startRecord('page', id, request, response)
  const anybody = {
    connection: request.socket,
    headers: headersOfAnybody(request.headers),
    authorization: [],
  }
  const visit = parts.traffic.arrive(request.socket, anybody.headers)
  // What is made without a question to the graph is work too: it has its turn, and its price, as any request.
  const turn = parts.scheduler.whenScheduled(visit.arrival)
  if (turn !== undefined) await turn
  const freshness = createFreshness(Date.now)
  const ask = createAsk(parts, anybody, response, record)
  const url = new URL(request.url ?? '/', 'http://gateway')
  const document = await makeDocument(url.pathname, request.method, parts, visit, {
    graph: parts.graph().publicVariant ?? parts.graph(),
    queries: parts.queries,
    async ask(query, variables, provenance) {
      const answer = await ask(query, variables, provenance)
      freshness.add(answer.headers)
      return answer
    },
    base: publicAddressOf(parts.config.publicUrl, request),
    parameters: url.searchParams,
    now: new Date(),
  })
  for (const [name, value] of Object.entries(parts.traffic.state(visit))) response.setHeader(name, value)
  await sendDocument(request, response, id, document, freshness)
}

/** What tells the client's address, and what it calls itself: by a token or cookie nothing here differs. */
const OF_ANYBODY = [
  'x-forwarded-for',
  'forwarded',
  'user-agent',
  'traceparent',
  'apollographql-client-name',
  'apollographql-client-version',
] as const

function headersOfAnybody(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(OF_ANYBODY.map((name) => [name, headers[name]]))
}

async function makeDocument(
  path: string,
  method: string | undefined,
  { config, traffic }: FaceParts,
  visit: HttpRequest['visit'],
  facing: Facing,
): Promise<FaceDocument> {
  const found = findFace(path)
  const refuse = found?.refuse ?? refuseInErrors
  if (method !== 'GET' && method !== 'HEAD')
    return {
      ...refuse(405, 'METHOD_NOT_ALLOWED', `${path} answers GET; got ${method}.`),
      headers: { allow: 'GET, HEAD' },
    }
  try {
    traffic.takeDocument(visit)
    const isOpen = config.openData && facing.graph.introspection
    const document = found && (await (isOpen ? found.make : found.closed)?.(facing, found.below))
    return document ?? refuse(404, 'NOT_FOUND', `Nothing is served at ${path}.`)
  } catch (error) {
    if (error instanceof TableRefusal) return refuse(error.status, codeOf(error), error.message)
    if (error instanceof GatewayError) return refuseAs(refuse, error)
    if (error instanceof PagingError) return refuse(502, 'SUBGRAPH_MALFORMED', error.message)
    throw error
  }
}

function refuseAs(refuse: Refuse, { status, code, message, retryAfter }: GatewayError): FaceDocument {
  const refused = refuse(status, code, message)
  return retryAfter === undefined ? refused : { ...refused, headers: { 'retry-after': `${retryAfter}` } }
}

function codeOf({ body }: TableRefusal): string {
  const [error] = isRecord(body) && Array.isArray(body.errors) ? body.errors.filter(isRecord) : []
  const code = isRecord(error?.extensions) ? error.extensions.code : undefined
  return typeof code === 'string' ? code : 'SUBGRAPH_ERROR'
}

async function sendDocument(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  { type, body, status = 200, headers }: FaceDocument,
  freshness: Freshness,
): Promise<void> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  await sendBody(request, response, {
    status,
    headers: {
      'content-type': type,
      ...(status === 200 ? cachingOf(bytes, freshness) : { 'cache-control': 'no-store' }),
      // Pages have styles of their own, and nothing that runs.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
      ...headers,
    },
    body: bytes,
    // The same for everybody: nobody learns from its length what a token has opened.
    mayCompress: true,
  })
}

function cachingOf(bytes: Buffer, freshness: Freshness): Record<string, string> {
  const { vary, ...told } = freshness.headers()
  const names = vary?.split(', ').filter((name) => name !== 'x-list') ?? []
  return {
    etag: `"${digest(bytes)}"`,
    'cache-control': 'no-cache',
    ...told,
    ...(names.length > 0 && { vary: names.join(', ') }),
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApolloServer, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled'
import { answerJson, serve, type HttpService } from '../../kit/serve.ts'
import type { Log } from '../../kit/log.ts'
import type { AttributeValue } from '../../kit/otlp/attributes.ts'
import { createSecretCheck, GATEWAY_SECRET_HEADER } from '../../kit/gatewaySecret.ts'
import { printFeedMetrics } from './feedMetrics.ts'
import { answerFeedOrder } from './feedOrder.ts'
import { eventOf, executeEvent } from './events/executeEvent.ts'
import { readJson } from './readJson.ts'
import type { Subgraph } from './subgraph.ts'
import type { Tracing } from './trace/tracing.ts'

export interface SubgraphServerConfig {
  readonly host: string
  readonly port: number
  /** Any of these opens the subgraph; none is allowed on loopback alone. */
  readonly gatewaySecrets: readonly string[]
  /** Whether anybody may read how the feeds are, at GET /metrics. */
  readonly metrics?: boolean
  readonly drainDelayMilliseconds?: number
  readonly drainMilliseconds: number
  readonly log: Log
  /** Undefined where no traces are sent. */
  readonly tracing?: Tracing | undefined
}

/**
 * Serves a subgraph over HTTP: POST /graphql for its gateway, GET /feeds and /searchables for the catalogue, POST /feeds
 * for its operator, and health.
 */
export async function serveSubgraph(subgraph: Subgraph, config: SubgraphServerConfig): Promise<HttpService> {
  const mayCall = createSecretCheck(config.gatewaySecrets, config.host)
  const apollo = new ApolloServer({
    schema: await subgraph.servedSchema(),
    introspection: true,
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [
      // Our gateway reads no traces; left to itself the plugin says so on standard output, among the JSON lines.
      ApolloServerPluginInlineTraceDisabled(),
      // It knows nothing of our hints: left to itself it forbids to keep any answer.
      ApolloServerPluginCacheControlDisabled(),
    ],
  })
  await apollo.start()
  await subgraph.start()
  let untried = true
  void subgraph.tried().then(() => {
    untried = false
  })
  const stop = async () => {
    await apollo.stop()
    await subgraph.stop()
  }
  const service = await serve({
    host: config.host,
    port: config.port,
    drainDelayMilliseconds: config.drainDelayMilliseconds ?? 0,
    drainMilliseconds: config.drainMilliseconds,
    log: config.log,
    unreadiness: () => (untried ? 'the sources are being read' : null),
    async handle(request, response) {
      // Prometheus has no secret, and what is there the catalogue shows to everybody.
      if (config.metrics === true && request.method === 'GET' && request.url === '/metrics')
        return answerMetrics(response, printFeedMetrics(subgraph.reports()))
      if (!mayCall(request.headers[GATEWAY_SECRET_HEADER])) return refuse(response)
      const answer = () => answerGateway(apollo, subgraph, request, response, config.log)
      await (config.tracing === undefined ? answer() : traceAnswer(config.tracing, request, response, answer))
    },
  }).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {
    url: service.url,
    async stop() {
      await service.stop()
      await stop()
    },
  }
}

function answerMetrics(response: ServerResponse, text: string): void {
  response
    .writeHead(200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    })
    .end(text)
}

function refuse(response: ServerResponse): void {
  answerJson(
    response,
    403,
    messageBody(
      `This subgraph answers its gateway only: the header ${GATEWAY_SECRET_HEADER} is missing or wrong.`,
    ),
  )
}

function messageBody(message: string): { errors: { message: string }[] } {
  return { errors: [{ message }] }
}

async function answerGateway(
  apollo: ApolloServer,
  subgraph: Subgraph,
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<void> {
  if (request.method === 'GET' && request.url === '/feeds')
    return answerJson(response, 200, subgraph.reports())
  if (request.method === 'GET' && request.url === '/searchables')
    return answerSearchables(subgraph, request, response)
  if (request.method === 'POST' && request.url === '/feeds')
    return answerFeedOrder(subgraph, request, response, log)
  if (request.url !== '/graphql')
    return answerJson(response, 404, messageBody('Nothing is served at this address.'))
  await answerGraphQL(apollo, subgraph, request, response, log)
}

/** They change with the register of the bureau, not by the minute: who has them already is told so. */
async function answerSearchables(
  subgraph: Subgraph,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const published = await subgraph.searchables()
  const etag = `"${published.tag}"`
  response.setHeader('etag', etag)
  if (request.headers['if-none-match'] !== etag) return answerJson(response, 200, published)
  response.writeHead(304).end()
}

const ROUTES: ReadonlySet<string | undefined> = new Set(['/graphql', '/feeds', '/searchables'])

/** By the conventions for HTTP. */
function traceAnswer(
  tracing: Tracing,
  { method, url, headers }: IncomingMessage,
  response: ServerResponse,
  answer: () => Promise<void>,
): Promise<void> {
  const route = ROUTES.has(url) ? url : undefined
  const attributes: Record<string, AttributeValue | undefined> = {
    'http.request.method': method === 'GET' || method === 'POST' ? method : '_OTHER',
    'http.route': route,
    'gateway.request.id': headers['x-request-id']?.toString(),
  }
  const name = [attributes['http.request.method'], route].join(' ').trim()
  return tracing.traceRequest(headers, { name, kind: 'server', attributes }, async () => {
    await answer()
    attributes['http.response.status_code'] = response.statusCode
  })
}

const JSON_TYPE = /^application\/json\s*(?:;|$)/i

async function answerGraphQL(
  apollo: ApolloServer,
  subgraph: Subgraph,
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<void> {
  const type = request.headers['content-type'] ?? ''
  // A page in a browser may send text/plain anywhere without asking, and on loopback there may be no secret.
  if (request.method === 'POST' && !JSON_TYPE.test(type))
    return answerJson(
      response,
      415,
      messageBody(`Expected a body of application/json; got ${JSON.stringify(type)}.`),
    )
  const body = await readJson(request)
  if (body === undefined)
    return answerJson(response, 400, messageBody('The body is not JSON, or is larger than 8 MiB.'))
  log.debug({ requestId: request.headers['x-request-id'] }, 'subgraph request')
  const event = eventOf(body)
  if (event !== undefined) return answerJson(response, 200, await executeEvent(subgraph, body, event))
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: toHttpGraphQLRequest(request, body),
    context: async () => subgraph.createContext(),
  })
  for (const [name, value] of answer.headers) response.setHeader(name, value)
  // Resolvers are given no header: whatever travels to a subgraph, those who send it may share an answer.
  response.setHeader('vary', GATEWAY_SECRET_HEADER)
  response.statusCode = answer.status ?? 200
  if (answer.body.kind === 'complete') response.end(answer.body.string)
  else for await (const chunk of answer.body.asyncIterator) response.write(chunk)
  response.end()
}

function toHttpGraphQLRequest(request: IncomingMessage, body: unknown): HTTPGraphQLRequest {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return {
    method: request.method ?? 'POST',
    headers,
    search: new URL(request.url ?? '/', 'http://subgraph').search,
    body,
  }
}

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { GraphQLError, parse, type GraphQLFormattedError } from 'graphql'
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws'
import { WebSocketServer, type WebSocket } from 'ws'
import { isRecord } from '../../kit/isRecord.ts'
import { GatewayError } from '../errors.ts'
import { isAllowedOrigin } from '../request/cors.ts'
import { toGatewayError } from '../request/handle.ts'
import { listAuthorizations, readRequestId, type HttpRequest } from '../request/http.ts'
import type { RequestRecord } from '../telemetry/record.ts'
import type { BegunRecord } from '../telemetry/startRecord.ts'
import type { LiveParts } from './handleStream.ts'
import type { Message } from './message.ts'
import { openOperation, type FindGraph } from './openOperation.ts'
import { startDeadline } from './startDeadline.ts'
import { Ending } from './ending.ts'

export interface WebSockets {
  /** Takes over a connection that asks for the protocol `graphql-transport-ws`. */
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer, findGraph: FindGraph): void
  /** Closes all; their clients go on elsewhere. */
  end(): void
}

/** What belongs to one connection. */
interface Connection {
  readonly socket: WebSocket
  readonly incoming: IncomingMessage
  readonly findGraph: FindGraph
  /** Counts its operations, for their ids. */
  operations: number
}

/** A client says who it is within so long. */
const INIT_MS = 5_000
/** A client that does not answer a ping is gone. */
const SILENCE_BEATS = 2
const MAX_SUBSCRIPTIONS = 100
const MAX_WAITING_BYTES = 64 * 1024
/** RFC 6455, 7.4.1: the service restarts; come again. */
const SERVICE_RESTART = 1012

export function createWebSockets(live: LiveParts, maxPayload: number): WebSockets {
  const { pipeline: parts, pulse } = live
  const server = new WebSocketServer({ noServer: true, maxPayload, handleProtocols, clientTracking: false })
  const open = new Set<WebSocket>()
  const protocol = makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: INIT_MS,
    async onConnect({ extra, connectionParams }) {
      try {
        await parts.identify(authorizationsOf(extra, connectionParams), extra.incoming.socket)
        return true
      } catch (error) {
        // Whatever it asks would be refused; the code says that its credentials are why.
        if (error instanceof GatewayError && error.code === 'UNAUTHENTICATED') return false
        throw error
      }
    },
    async onSubscribe({ extra, connectionParams, subscriptions }, id, payload) {
      const begun = beginRecordOf(live, extra)
      try {
        if (Object.keys(subscriptions).length > MAX_SUBSCRIPTIONS) throw tooMany()
        const ending = await begin(live, extra, begun.record, id, payload, connectionParams)
        ending.onEnd(() => begun.end(200, 0))
        return { schema: NO_SCHEMA, document: ANY_SUBSCRIPTION, contextValue: ending }
      } catch (error) {
        const refusal = toGatewayError(error, parts.log, begun.record)
        begun.end(refusal.status, 0)
        return refusal.entries.map(toGraphQLError)
      }
    },
    // What comes of it is written by ourselves, as the bytes that all who ask alike are sent.
    subscribe: ({ contextValue }) => assertEnding(contextValue),
    onError: (_context, _id, _payload, errors) => errors.flatMap(entriesOf),
  })

  const accept = (socket: WebSocket, connection: Connection): void => {
    open.add(socket)
    let silence = 0
    /** Each ping and each query is answered: a client that reads nothing of it is read no further. */
    const holdBack = (): void => {
      if (socket.isPaused || socket.bufferedAmount <= MAX_WAITING_BYTES) return
      socket.pause()
      connection.incoming.socket.once('drain', () => socket.resume())
    }
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) =>
          new Promise((resolve) => {
            if (socket.readyState === socket.OPEN) socket.send(data, () => resolve())
            else resolve()
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (listener) =>
          socket.on('message', (data) => {
            holdBack()
            listener(String(data)).catch((error: unknown) => {
              parts.log.error({ err: error }, 'message of a WebSocket not answered')
              socket.close(CloseCode.InternalServerError, 'Internal server error')
            })
          }),
      },
      connection,
    )
    const stopBeating = pulse.add(() => {
      if (++silence > SILENCE_BEATS) socket.terminate()
      else socket.ping()
    })
    socket.on('ping', holdBack)
    socket.on('pong', () => {
      silence = 0
    })
    socket.on('error', () => socket.terminate())
    socket.once('close', (code, reason) => {
      stopBeating()
      open.delete(socket)
      void closed(code, String(reason))
    })
  }

  return {
    upgrade(incoming, socket, head, findGraph) {
      const refusal = explainRefusal(incoming, parts.config.cors.origins)
      if (refusal !== undefined) return refuse(socket, refusal)
      server.handleUpgrade(incoming, socket, head, (webSocket) =>
        accept(webSocket, { socket: webSocket, incoming, findGraph, operations: 0 }),
      )
    },
    end() {
      for (const socket of open) socket.close(SERVICE_RESTART, 'The gateway restarts; connect again.')
    },
  }
}

/** Stands for every operation: what is asked has been admitted already, as text. */
const ANY_SUBSCRIPTION = parse('subscription { event }')
const NO_SCHEMA = undefined as never

/** Begins one operation; what comes of it is sent until it ends. */
async function begin(
  live: LiveParts,
  connection: Connection,
  record: RequestRecord,
  id: string,
  payload: SubscribePayload,
  parameters: Readonly<Record<string, unknown>> | undefined,
): Promise<Ending> {
  const { pipeline: parts, hub } = live
  const { socket, incoming, findGraph } = connection
  const visit = parts.traffic.arrive(incoming.socket, incoming.headers)
  const deadline = startDeadline(parts.config.requestDeadlineMs, parts.deadlines)
  const { query, operationName, variables, extensions } = payload
  const bodyText = JSON.stringify({ query, operationName, variables, extensions })
  const body: unknown = JSON.parse(bodyText)
  const request: HttpRequest = {
    id: record.id,
    arrival: visit.arrival,
    method: 'POST',
    search: '',
    headers: { ...headersOf(live, incoming, parameters), 'content-type': 'application/json' },
    authorization: authorizationsOf(connection, parameters),
    connection: incoming.socket,
    visit,
    body,
    bodyText,
    mediaType: 'application/graphql-response+json',
    isForgeable: false,
    signal: deadline.signal,
    record,
  }
  try {
    await parts.scheduler.whenScheduled(visit.arrival)
    const opened = await openOperation(parts, findGraph, request)
    if (opened.kind === 'answer') return answerOnce(socket, id, opened.answer.body)
    const ending = new Ending()
    const open = await hub.subscribe(
      opened.subscription,
      {
        send(message: Message) {
          socket.send(writeNext(id, message.body), { binary: false }, () => {
            if (socket.bufferedAmount <= MAX_WAITING_BYTES) open?.drained()
          })
          return socket.bufferedAmount <= MAX_WAITING_BYTES
        },
        end(reason) {
          if (reason === undefined) socket.close(SERVICE_RESTART, 'The gateway restarts; connect again.')
          ending.end(reason)
        },
        complete: () => ending.end(undefined),
      },
      lastEventOf(extensions, parameters),
    )
    ending.onEnd(() => open.leave())
    return ending
  } finally {
    deadline.end()
  }
}

/** A query or mutation has one answer; one that was refused is an error of the protocol. */
function answerOnce(socket: WebSocket, id: string, body: Buffer): Ending {
  const answer: unknown = JSON.parse(body.toString())
  if (isRecord(answer) && !('data' in answer) && Array.isArray(answer.errors))
    throw new Refused(answer.errors)
  socket.send(writeNext(id, body), { binary: false })
  const ending = new Ending()
  ending.end(undefined)
  return ending
}

/** The errors of an answer without data, as they are. */
class Refused extends GatewayError {
  readonly #errors: readonly GraphQLFormattedError[]

  constructor(errors: readonly GraphQLFormattedError[]) {
    super('BAD_REQUEST', errors[0]?.message ?? 'The request was refused.')
    this.#errors = errors
  }

  override get entries(): readonly GraphQLFormattedError[] {
    return this.#errors
  }
}

function writeNext(id: string, body: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`),
    body,
    Buffer.from('}'),
  ])
}

function tooMany(): GatewayError {
  return new GatewayError(
    'RATE_LIMITED',
    `A connection has at most ${MAX_SUBSCRIPTIONS} operations under way. End one, or open another connection.`,
  )
}

/** The event after which to go on: of this operation, or of all on the connection. */
function lastEventOf(
  extensions: unknown,
  parameters: Readonly<Record<string, unknown>> = {},
): string | undefined {
  const own = isRecord(extensions) ? extensions.lastEventId : undefined
  const given = own ?? parameters['lastEventId']
  return typeof given === 'string' ? given : undefined
}

/** A page cannot set headers of an upgrade: what it would send stands among the parameters of the connection. */
function headersOf(
  { pipeline: { config } }: LiveParts,
  { headers }: IncomingMessage,
  parameters: Readonly<Record<string, unknown>> | undefined,
): IncomingHttpHeaders {
  const given = { ...headers }
  for (const [name, value] of listParameters(parameters))
    if (typeof value === 'string' && (NAMES.has(name) || config.forwardHeaders.includes(name)))
      given[name] = value
  return given
}

const NAMES: ReadonlySet<string> = new Set([
  'x-purpose',
  'apollographql-client-name',
  'apollographql-client-version',
])

function authorizationsOf(
  { incoming }: Connection,
  parameters: Readonly<Record<string, unknown>> | undefined,
): readonly string[] {
  const given = listParameters(parameters).flatMap(([name, value]) =>
    name === 'authorization' && typeof value === 'string' ? [value] : [],
  )
  return given.length > 0 ? given : listAuthorizations(incoming)
}

/** Clients put headers among the parameters, or below `headers`. */
function listParameters(
  parameters: Readonly<Record<string, unknown>> = {},
): readonly (readonly [string, unknown])[] {
  const { headers, ...own } = parameters
  const all = [...Object.entries(own), ...(isRecord(headers) ? Object.entries(headers) : [])]
  return all.map(([name, value]) => [name.toLowerCase(), value] as const)
}

function beginRecordOf({ pipeline: { beginRecord } }: LiveParts, connection: Connection): BegunRecord {
  const { incoming } = connection
  connection.operations++
  const id = `${readRequestId(incoming)}-${connection.operations}`
  return beginRecord('stream', id, { method: 'GET', path: '/graphql', headers: incoming.headers })
}

/** Whoever is not a page of ours, nor of an origin that may read answers, nor no page at all. */
function explainRefusal({ headers }: IncomingMessage, origins: readonly string[]): string | undefined {
  const { origin, host } = headers
  if (origin === undefined || isAllowedOrigin(origins, origin)) return undefined
  const isOwn = URL.canParse(origin) && new URL(origin).host === host
  return isOwn ? undefined : 'Pages of this origin may not connect; CORS_ORIGINS names those that may.'
}

function refuse(socket: Duplex, reason: string): void {
  const body = JSON.stringify({ errors: [{ message: reason, extensions: { code: 'BAD_REQUEST' } }] })
  socket.end(
    `HTTP/1.1 403 Forbidden\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

function assertEnding(value: unknown): Ending {
  if (value instanceof Ending) return value
  throw new Error('expected an operation that was begun')
}

/** Keeps what a client may read besides the message. */
function toGraphQLError(entry: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(entry.message, { originalError: new Refused([entry]) })
}

function entriesOf(error: GraphQLError): readonly GraphQLFormattedError[] {
  return error.originalError instanceof GatewayError ? error.originalError.entries : [error.toJSON()]
}

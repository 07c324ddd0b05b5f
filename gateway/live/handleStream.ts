import type { IncomingMessage, ServerResponse } from 'node:http'
import { GatewayError } from '../errors.ts'
import { toGatewayError } from '../request/handle.ts'
import { readHttpRequest, readRequestId, type HttpRequest } from '../request/http.ts'
import { startLifetime } from '../request/lifetime.ts'
import { PartsStream } from '../request/respond/parts/partsStream.ts'
import { respondWithError, sendAnswer } from '../request/respond/answer.ts'
import type { StreamAccept } from './acceptStream.ts'
import type { AnsweringParts } from './answerEvent.ts'
import type { Hub } from './hub.ts'
import { HttpStream } from './httpStream.ts'
import { openOperation, type FindGraph } from './openOperation.ts'
import type { Pulse } from './pulse.ts'
import type { AskedSubscription } from './subscription.ts'

export interface LiveParts {
  readonly pipeline: AnsweringParts
  readonly hub: Hub
  readonly pulse: Pulse
  readonly random: () => number
}

/** A request whose client can read a stream: a subscription gets one, a query where the client reads nothing else. */
export async function handleStream(
  live: LiveParts,
  findGraph: FindGraph,
  accepted: StreamAccept,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { pipeline: parts } = live
  const id = readRequestId(incoming)
  const record = parts.startRecord('stream', id, incoming, outgoing)
  const visit = parts.traffic.arrive(incoming.socket, incoming.headers)
  const lifetime = startLifetime(outgoing, parts.config.requestDeadlineMs, parts.deadlines)
  let stream: PartsStream | undefined
  try {
    const read = await readHttpRequest(incoming, record, lifetime.signal, visit, parts)
    await parts.scheduler.whenScheduled(read.arrival)
    lifetime.assertGoesOn()
    stream = PartsStream.accept(incoming, outgoing, id, parts.traffic.state(visit), lifetime.assertGoesOn)
    const opened = await openOperation(parts, findGraph, asPost(read), read, stream)
    lifetime.assertGoesOn()
    if (opened.kind === 'subscription') {
      lifetime.end()
      return await streamTo(live, accepted, opened.subscription, incoming, outgoing)
    }
    const { answer } = opened
    if (answer.isTold === true) return stream?.end()
    if (!accepted.isOnly || answer.status !== 200)
      return await sendAnswer(incoming, outgoing, id, parts.traffic.state(visit), answer)
    const events = new HttpStream(outgoing, accepted.protocol)
    events.begin(NO_ID, { 'x-request-id': id })
    events.answer(answer.body)
  } catch (error) {
    if (outgoing.headersSent && stream?.hasBegun !== true) throw error
    const failure = toGatewayError(error, parts.log, record)
    if (stream?.hasBegun === true) return stream.fail(failure)
    const refusal = respondWithError(failure, 'application/graphql-response+json')
    await sendAnswer(incoming, outgoing, id, parts.traffic.state(visit), refusal)
  } finally {
    lifetime.end()
  }
}

/** Of an answer that is no event's. */
const NO_ID = '0-0'

async function streamTo(
  { hub, pulse, random }: LiveParts,
  { protocol }: StreamAccept,
  subscription: AskedSubscription,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const stream = new HttpStream(outgoing, protocol)
  // What is told while it is being opened comes behind its beginning.
  let isOpen = false
  const early: (() => void)[] = []
  const sink = {
    send(message: Parameters<HttpStream['send']>[0]) {
      if (isOpen) return stream.send(message)
      early.push(() => stream.send(message))
      return true
    },
    end(reason: GatewayError | undefined) {
      if (isOpen) stream.end(reason, random)
      else early.push(() => stream.end(reason, random))
    },
    complete() {
      if (isOpen) stream.complete()
      else early.push(() => stream.complete())
    },
  }
  const known = incoming.headers['last-event-id']
  const open = await hub.subscribe(subscription, sink, known?.toString())
  stream.begin(open.begun, { 'x-request-id': subscription.asked.request.id })
  isOpen = true
  for (const say of early) say()
  outgoing.on('drain', () => open.drained())
  const stopBeating = pulse.add(() => stream.beat())
  const leave = (): void => {
    stopBeating()
    open.leave()
  }
  if (outgoing.destroyed) leave()
  else outgoing.once('close', leave)
}

/** A page's own `EventSource` can only GET, which for queries is all that GET may ask. */
function asPost(request: HttpRequest): HttpRequest {
  if (request.method !== 'GET') return request
  const { headers } = request
  const hasPreflight =
    headers['apollo-require-preflight'] !== undefined || headers['x-apollo-operation-name'] !== undefined
  if (request.isForgeable && !hasPreflight)
    throw new GatewayError(
      'BAD_REQUEST',
      'A GET with credentials, or of a page of another origin, needs the header "apollo-require-preflight", which shows that the page may send it.',
    )
  const body = readBody(new URLSearchParams(request.search))
  return {
    ...request,
    method: 'POST',
    search: '',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
    bodyText: JSON.stringify(body),
  }
}

function readBody(parameters: URLSearchParams): Readonly<Record<string, unknown>> {
  const texts = ['query', 'operationName', 'documentId'].flatMap((name) => {
    const value = parameters.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  const objects = ['variables', 'extensions'].flatMap((name) => {
    const value = parameters.get(name)
    return value === null ? [] : [[name, parseParameter(name, value)] as const]
  })
  return Object.fromEntries([...texts, ...objects])
}

function parseParameter(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new GatewayError('MALFORMED_JSON', `Expected JSON in the parameter "${name}".`, {}, cause)
  }
}

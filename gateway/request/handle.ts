import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from '../../kit/log.ts'
import { EngineError } from '../../engine/index.ts'
import { GatewayError, isErrorCode } from '../errors.ts'
import { listCodes, type RequestRecord } from '../telemetry/record.ts'
import { chooseMediaType, readHttpRequest, readRequestId, type HttpRequest } from './http.ts'
import { HUNG_UP, startLifetime } from './lifetime.ts'
import { COST_WITH_PROVENANCE, PROVENANCE_HEADER } from './asksForProvenance.ts'
import { PartsStream } from './respond/parts/partsStream.ts'
import { answerRequest, type PipelineParts } from './pipeline.ts'
import { sendAnswerAsTable } from './table/answerAsTable.ts'
import { chooseFormat } from './table/format.ts'
import { readWantedList } from './table/wantedList.ts'
import { respondWithError, sendAnswer, type Answer } from './respond/answer.ts'

/** One GraphQL request over HTTP, from its first byte to its answer or the error that explains why there is none. */
export async function handleRequest(
  parts: PipelineParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const id = readRequestId(incoming)
  const record = parts.startRecord('graphql', id, incoming, outgoing)
  const lifetime = startLifetime(outgoing, parts.config.requestDeadlineMs, parts.deadlines)
  const visit = parts.traffic.arrive(incoming.socket, incoming.headers)
  const send = (answer: Answer): void | Promise<void> => {
    lifetime.assertGoesOn()
    return sendAnswer(incoming, outgoing, id, parts.traffic.state(visit), answer)
  }
  let stream: PartsStream | undefined
  try {
    assertMethod(incoming)
    const request = await readHttpRequest(incoming, record, lifetime.signal, visit, parts)
    const turn = parts.scheduler.whenScheduled(request.arrival)
    if (turn !== undefined) await turn
    lifetime.assertGoesOn()
    const format = chooseFormat(incoming.headers.accept)
    if (format === null) {
      const left = parts.traffic.state(visit)
      stream = PartsStream.accept(incoming, outgoing, id, left, lifetime.assertGoesOn)
      const answer = await answerRequest(parts, parts.graph(), request, stream)
      const sending = stream === undefined ? send(answer) : sendByStream(stream, answer, send)
      if (sending !== undefined) await sending
    } else {
      record.kind = 'table'
      const answer = await answerForTable(parts, {
        ...request,
        mediaType: 'application/graphql-response+json',
      })
      const wanted = readWantedList(incoming)
      lifetime.assertGoesOn()
      const unsent = await sendAnswerAsTable(incoming, outgoing, id, format, wanted, answer, parts.tables)
      if (unsent) await send(unsent)
    }
  } catch (error) {
    const failure = toGatewayError(error, parts.log, record)
    if (stream?.hasBegun === true) return stream.fail(failure)
    const refusal = respondWithError(failure, refusalTypeOf(incoming))
    await sendAnswer(incoming, outgoing, id, parts.traffic.state(visit), refusal)
  } finally {
    lifetime.end()
  }
}

/** An answer that is not told in parts is sent as to others, where the client can read that. */
export function sendByStream(
  stream: PartsStream,
  answer: Answer,
  send: (answer: Answer) => void | Promise<void>,
): void | Promise<void> {
  if (answer.isTold === true) stream.end()
  else if (stream.isOnly && answer.status === 200) stream.sendWhole(answer.body)
  else return send(answer)
}

/** What a table is made of is told, but costs nobody the table. */
async function answerForTable(parts: PipelineParts, request: HttpRequest): Promise<Answer> {
  const headers = { ...request.headers, [PROVENANCE_HEADER]: 'true' }
  try {
    return await answerRequest(parts, parts.graph(), { ...request, headers })
  } catch (error) {
    if (!(error instanceof GatewayError) || error.details['limitName'] !== COST_WITH_PROVENANCE) throw error
    return answerRequest(parts, parts.graph(), request)
  }
}

const METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'POST'])

function assertMethod({ method }: IncomingMessage): void {
  if (METHODS.has(method)) return
  throw new GatewayError('METHOD_NOT_ALLOWED', `/graphql answers GET and POST; got ${method}.`)
}

/** A client that wants a table learns of a refusal by its status, which a table would not tell. */
function refusalTypeOf({ headers: { accept } }: IncomingMessage): HttpRequest['mediaType'] {
  return chooseFormat(accept) === null ? chooseMediaType(accept) : 'application/graphql-response+json'
}

/** The answer to a request that the gateway makes itself, such as one page of a saved query; it never rejects. */
export async function answerOrRefuse(parts: PipelineParts, request: HttpRequest): Promise<Answer> {
  try {
    return await answerRequest(parts, parts.graph(), request)
  } catch (error) {
    return respondWithError(toGatewayError(error, parts.log, request.record), request.mediaType)
  }
}

/** What a client may read of a failure; the rest goes to the log under the request's id, and its code into the record. */
export function toGatewayError(error: unknown, log: Log, record: RequestRecord): GatewayError {
  const failure = readFailure(error, log, record.id)
  // Nobody reads the answer of a client that is gone, nor is it a failure of ours.
  if (error !== HUNG_UP) record.codes = listCodes(failure.entries)
  return failure
}

function readFailure(error: unknown, log: Log, requestId: string): GatewayError {
  if (error instanceof GatewayError) return error
  // The engine's own refusals have codes of our table.
  if (error instanceof EngineError && isErrorCode(error.code))
    return new GatewayError(error.code, error.message, error.details, error.cause)
  if (error !== HUNG_UP) log.error({ err: error, requestId }, 'request failed')
  return new GatewayError(
    'INTERNAL_SERVER_ERROR',
    'The gateway could not answer this request; its log says why.',
    { requestId },
    error,
  )
}

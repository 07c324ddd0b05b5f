import type { IncomingMessage, ServerResponse } from 'node:http'
import { ClientError } from '../errors.ts'
import { listAuthorizations, readRequestId } from '../request/http.ts'
import { answerOrRefuse } from '../request/handle.ts'
import type { PipelineParts } from '../request/pipeline.ts'
import { nextArrival } from '../turns.ts'
import { answerFailure, answerSavedQuery } from './answer.ts'
import type { AskGraph } from './ask.ts'
import type { SavedQueries } from './savedQueries.ts'

/** Answers what is below `/q`, asking the graph as the client who opened the URL, with the client's own token. */
export async function handleSavedQuery(
  queries: SavedQueries,
  parts: PipelineParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = readRequestId(request)
  const closed = new AbortController()
  response.once('close', () => closed.abort())
  const ask = createAsk(parts, request, id, closed.signal)
  try {
    await answerSavedQuery(queries, parts.graph(), ask, id, request, response)
  } catch (error) {
    if (!closed.signal.aborted) answerFailure(response, error)
  }
}

/** Each page is a request of its own, with a deadline of its own: a long list may take longer than one answer may. */
function createAsk(
  parts: PipelineParts,
  incoming: IncomingMessage,
  id: string,
  closed: AbortSignal,
): AskGraph {
  return async (query, variables) => {
    const { signal, end } = startDeadline(parts.config.requestDeadlineMs, closed)
    try {
      const { status, body } = await answerOrRefuse(parts, {
        id,
        arrival: nextArrival(),
        method: 'POST',
        search: '',
        headers: headersOfPage(incoming.headers),
        authorization: listAuthorizations(incoming),
        body: { query, variables },
        mediaType: 'application/graphql-response+json',
        signal,
      })
      const value: unknown = JSON.parse(body.toString())
      return { status, body: value }
    } finally {
      end()
    }
  }
}

/**
 * What a client says of the file that it has, or of how it wants to be told, is not about one page of it. The body that is
 * made here is JSON, which also tells that no form of a foreign page has sent it.
 */
function headersOfPage(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  const { 'if-none-match': _match, 'if-modified-since': _since, 'x-explain': _explain, ...rest } = headers
  return { ...rest, 'content-type': 'application/json' }
}

function startDeadline(milliseconds: number, closed: AbortSignal): { signal: AbortSignal; end: () => void } {
  const late = new AbortController()
  const timer = setTimeout(
    () => late.abort(new ClientError('DEADLINE_EXCEEDED', `No complete page within ${milliseconds} ms.`)),
    milliseconds,
  )
  return { signal: AbortSignal.any([closed, late.signal]), end: () => clearTimeout(timer) }
}

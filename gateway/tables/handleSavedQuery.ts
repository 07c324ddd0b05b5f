import type { IncomingMessage, ServerResponse } from 'node:http'
import { listAuthorizations, readRequestId } from '../request/http.ts'
import { answerOrRefuse } from '../request/handle.ts'
import { startLifetime } from '../request/lifetime.ts'
import { PROVENANCE_HEADER } from '../request/asksForProvenance.ts'
import type { PipelineParts } from '../request/pipeline.ts'
import type { RequestRecord } from '../telemetry/record.ts'
import { answerQueryFailure, answerSavedQuery } from './answerSavedQuery.ts'
import type { AskGraph } from './askGraph.ts'
import type { SavedQueries } from './savedQueries.ts'

/** Answers paths below `/q`: queries the graph as the client who opened the URL, with the client's own token. */
export async function handleSavedQuery(
  queries: SavedQueries,
  parts: PipelineParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = readRequestId(request)
  const record = parts.startRecord('savedQuery', id, request, response)
  const ask = createAsk(parts, request, response, record)
  try {
    await answerSavedQuery(queries, parts.graph(), ask, parts.tables, id, request, response)
  } catch (error) {
    if (!response.destroyed) answerQueryFailure(response, error)
  }
}

/** Each page is a request of its own, with a deadline of its own: a long list may take longer than one answer may. */
function createAsk(
  parts: PipelineParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  record: RequestRecord,
): AskGraph {
  return async (query, variables, provenance) => {
    const lifetime = startLifetime(outgoing, parts.config.requestDeadlineMs, parts.deadlines)
    try {
      const visit = parts.traffic.arrive(incoming.socket, incoming.headers)
      for (const [name, value] of Object.entries(parts.traffic.state(visit)))
        if (!outgoing.headersSent) outgoing.setHeader(name, value)
      await parts.scheduler.whenScheduled(visit.arrival)
      const {
        status,
        body,
        headers = {},
      } = await answerOrRefuse(parts, {
        id: record.id,
        arrival: visit.arrival,
        visit,
        method: 'POST',
        search: '',
        headers: headersOfPage(incoming.headers),
        authorization: listAuthorizations(incoming),
        connection: incoming.socket,
        body: { query, variables, extensions: { provenance } },
        bodyText: undefined,
        mediaType: 'application/graphql-response+json',
        isForgeable: false,
        signal: lifetime.signal,
        record,
      })
      const retryAfter = headers['retry-after']
      if (retryAfter !== undefined && !outgoing.headersSent) outgoing.setHeader('retry-after', retryAfter)
      const value: unknown = JSON.parse(body.toString())
      return { status, body: value, headers }
    } finally {
      lifetime.end()
    }
  }
}

/**
 * The client's conditional headers, and `x-explain`, are about the whole file and not about one page of it; what a table is
 * made of is told in any case. The body
 * that is made here is JSON, which also shows that no form of a foreign page has sent it.
 */
function headersOfPage(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  const {
    'if-none-match': _match,
    'if-modified-since': _since,
    'if-range': _ifRange,
    range: _range,
    'x-explain': _explain,
    [PROVENANCE_HEADER]: _provenance,
    ...rest
  } = headers
  return { ...rest, 'content-type': 'application/json' }
}

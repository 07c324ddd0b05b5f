import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Graph } from '../graph/graph.ts'
import { identifyOrCharge } from '../request/identifyOrCharge.ts'
import { listAuthorizations, readRequestId } from '../request/http.ts'
import { PROVENANCE_HEADER } from '../request/asksForProvenance.ts'
import type { PipelineParts } from '../request/pipeline.ts'
import { answerQueryFailure, answerSavedQuery } from './answerSavedQuery.ts'
import { createAsk } from './createAsk.ts'
import { queriesKnownIn } from './knownQueries.ts'
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
  const client = {
    connection: request.socket,
    headers: headersOfPage(request.headers),
    authorization: listAuthorizations(request),
  }
  // What describes a table asks the graph nothing, and is work too.
  const visit = parts.traffic.arrive(client.connection, client.headers)
  const turn = parts.scheduler.whenScheduled(visit.arrival)
  if (turn !== undefined) await turn
  const ask = createAsk(parts, client, response, record)
  try {
    const graph = await chooseGraph(parts, { ...client, visit })
    const known = queriesKnownIn(graph, queries)
    await answerSavedQuery(known, graph, ask, parts.tables, id, request, response)
  } catch (error) {
    if (!response.destroyed) answerQueryFailure(response, error)
  }
}

/** The graph as the caller may know it. Throws GatewayError for a token that is not accepted. */
async function chooseGraph(
  parts: PipelineParts,
  client: Parameters<typeof identifyOrCharge>[1],
): Promise<Graph> {
  const whole = parts.graph()
  if (whole.publicVariant === undefined) return whole
  const caller = await identifyOrCharge(parts, client)
  return caller.kind === 'anonymous' ? whole.publicVariant : whole
}

/**
 * The client's conditional headers, and `x-explain`, are about the whole file and not about one page of it; what a table is
 * made of is told in any case.
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
  return rest
}

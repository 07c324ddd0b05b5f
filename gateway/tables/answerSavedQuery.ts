import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendBody, type WholeBody } from '../../kit/http/sendBody.ts'
import { answerJson } from '../../kit/serve.ts'
import { GatewayError } from '../errors.ts'
import type { Graph } from '../graph/graph.ts'
import { FORMATS, isFormat } from '../request/table/format.ts'
import { PagingError } from '../../kit/tables/paging.ts'
import { shortLine } from '../../kit/shortLine.ts'
import type { AskGraph } from './askGraph.ts'
import type { SavedQueries } from './savedQueries.ts'
import { TableRefusal } from '../request/table/tableRefusal.ts'
import type { TableBudget } from '../request/table/readWhole.ts'
import { sendQuery } from './sendQuery.ts'

const PATH = /^\/q\/([a-z0-9-]+)\.([a-z]+)$/

export function isSavedQueryPath(path: string): boolean {
  return path === '/q' || path.startsWith('/q/')
}

/** `GET /q/car-parks-now.csv`: every page of a saved query's list, so that Excel, QGIS or R read a URL. */
export async function answerSavedQuery(
  queries: SavedQueries,
  graph: Graph,
  ask: AskGraph,
  budget: TableBudget,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://gateway')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    return refuseQuery(
      response,
      405,
      'METHOD_NOT_ALLOWED',
      `Saved queries answer GET; got ${request.method}.`,
    )
  }
  if (url.pathname === '/q') return sendBody(request, response, listBody(queries))
  const [, name = '', ending = ''] = PATH.exec(url.pathname) ?? []
  const query = queries.get(name)
  if (!query)
    return refuseQuery(response, 404, 'NOT_FOUND', `No saved query is called "${name}"; GET /q lists them.`)
  if (!isFormat(ending)) {
    const endings = Object.keys(FORMATS).join(', ')
    return refuseQuery(response, 404, 'NOT_FOUND', `Expected an ending of ${endings}; got "${ending}".`)
  }
  await sendQuery(
    { query, graph, ask, requestId, format: ending, budget },
    request,
    url.searchParams,
    response,
  )
}

/** A failure before the first byte is answered in JSON; after it nothing can be answered, and the connection is broken. */
export function answerQueryFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy()
  else if (error instanceof TableRefusal) answerJson(response, error.status, error.body)
  else if (error instanceof GatewayError) answerJson(response, error.status, { errors: error.entries })
  else if (error instanceof PagingError) refuseQuery(response, 502, 'SUBGRAPH_MALFORMED', error.message)
  else throw error
}

function listBody(queries: SavedQueries): WholeBody {
  return {
    status: 200,
    headers: { 'content-type': FORMATS.json, 'cache-control': 'no-store' },
    body: Buffer.from(JSON.stringify(listQueries(queries))),
    mayCompress: true,
  }
}

function listQueries(queries: SavedQueries) {
  return {
    formats: Object.keys(FORMATS),
    queries: [...queries.values()].map(({ name, description, operation }) => ({
      name,
      description,
      variables: (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value),
      urls: Object.keys(FORMATS).map((format) => `/q/${name}.${format}`),
    })),
  }
}

function refuseQuery(response: ServerResponse, status: number, code: string, message: string): void {
  answerJson(response, status, { errors: [{ message: shortLine(message), extensions: { code } }] })
}

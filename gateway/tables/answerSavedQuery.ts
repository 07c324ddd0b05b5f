import type { IncomingMessage, ServerResponse } from 'node:http'
import { digest } from '../../kit/digest.ts'
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
import { describeAsCsvw } from './about/csvw.ts'
import { describeAsJsonSchema } from './about/jsonSchema.ts'
import { prepareTable } from './prepareTable.ts'
import { readAbout, sendQuery, type Sending } from './sendQuery.ts'

const PATH = /^\/q\/([a-z0-9-]+)\.([a-z]+(?:-[a-z]+)?(?:\.json)?)$/

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
  if (url.pathname === '/q')
    return sendBody(request, response, jsonBody(request, listQueries(queries), FORMATS.json))
  const [, name = '', ending = ''] = PATH.exec(url.pathname) ?? []
  const query = queries.get(name)
  if (!query)
    return refuseQuery(response, 404, 'NOT_FOUND', `No saved query is called "${name}"; GET /q lists them.`)
  if (!isFormat(ending) && !isDescription(ending)) {
    const endings = [...Object.keys(FORMATS), ...DESCRIPTIONS].join(', ')
    return refuseQuery(response, 404, 'NOT_FOUND', `Expected an ending of ${endings}; got "${ending}".`)
  }
  const listHeader = typeof request.headers['x-list'] === 'string' ? request.headers['x-list'] : undefined
  const table = prepareTable(query, graph.apiSchema, url.searchParams, listHeader)
  const sending = { table, ask, requestId, budget }
  if (isFormat(ending)) await sendQuery(sending, ending, request, response)
  else
    await sendBody(request, response, jsonBody(request, await describe(ending, sending), MEDIA_TYPES[ending]))
}

/** What a table is, each in JSON, by the ending of a URL. */
const MEDIA_TYPES = {
  'csv-metadata.json': 'application/csvm+json',
  'schema.json': 'application/schema+json',
  'about.json': FORMATS.json,
} as const
type Description = keyof typeof MEDIA_TYPES
const DESCRIPTIONS = Object.keys(MEDIA_TYPES)

function isDescription(ending: string): ending is Description {
  return Object.hasOwn(MEDIA_TYPES, ending)
}

function describe(ending: Description, sending: Sending): object | Promise<object> {
  switch (ending) {
    case 'csv-metadata.json':
      return describeAsCsvw(sending.table)
    case 'schema.json':
      return describeAsJsonSchema(sending.table)
    case 'about.json':
      return readAbout(sending)
  }
}

/** A failure before the first byte is answered in JSON; after it nothing can be answered, and the connection is broken. */
export function answerQueryFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy()
  else if (error instanceof TableRefusal) answerJson(response, error.status, error.body)
  else if (error instanceof GatewayError) answerJson(response, error.status, { errors: error.entries })
  else if (error instanceof PagingError) refuseQuery(response, 502, 'SUBGRAPH_MALFORMED', error.message)
  else throw error
}

function jsonBody(request: IncomingMessage, value: object, mediaType: string): WholeBody {
  const body = Buffer.from(JSON.stringify(value))
  const etag = `"${digest(body)}"`
  return {
    status: 200,
    headers: { 'content-type': mediaType, 'cache-control': 'private, no-cache', etag },
    body,
    mayCompress: !('authorization' in request.headers || 'cookie' in request.headers),
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

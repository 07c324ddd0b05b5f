import type { IncomingMessage, ServerResponse } from 'node:http'
import { parse } from 'graphql'
import { answerJson } from '../../kit/serve.ts'
import { ClientError } from '../errors.ts'
import type { Graph } from '../graph.ts'
import { FORMATS, isFormat, type Format } from '../request/respond/formats/format.ts'
import { columnsOf, findRowLists, flattenRow, isObject } from '../request/respond/formats/rows.ts'
import { sendTable } from '../request/respond/formats/send.ts'
import type { AskedAnswer, AskGraph } from './ask.ts'
import { findListOf, type ListOf } from './listOf.ts'
import { pagesOf } from './paging.ts'
import type { SavedQueries, SavedQuery } from './savedQueries.ts'
import { readVariables } from './variables.ts'

const PATH = /^\/q\/([a-z0-9-]+)\.([a-z]+)$/

export function isSavedQueryPath(path: string): boolean {
  return path === '/q' || path.startsWith('/q/')
}

/** `GET /q/car-parks-now.csv`: every page of a saved query's list, so that Excel, QGIS or R read a URL. */
export async function answerSavedQuery(
  queries: SavedQueries,
  graph: Graph,
  ask: AskGraph,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://gateway')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    return refuse(response, 405, 'METHOD_NOT_ALLOWED', `Saved queries answer GET; got ${request.method}.`)
  }
  if (url.pathname === '/q') return answerJson(response, 200, listQueries(queries))
  const [, name = '', ending = ''] = PATH.exec(url.pathname) ?? []
  const query = queries.get(name)
  if (!query)
    return refuse(response, 404, 'NOT_FOUND', `No saved query is called "${name}"; GET /q lists them.`)
  if (!isFormat(ending)) {
    const endings = Object.keys(FORMATS).join(', ')
    return refuse(response, 404, 'NOT_FOUND', `Expected an ending of ${endings}; got "${ending}".`)
  }
  await sendQuery(query, ending, readVariables(graph.apiSchema, query.operation, url.searchParams))

  async function sendQuery({ text, operation }: SavedQuery, format: Format, variables: Variables) {
    const list = findListOf(graph.apiSchema, parse(text), operation)
    let errors = 0
    const read = async (question: string, added: Variables) => {
      const answer = await ask(question, { ...variables, ...added })
      errors += countErrors(answer)
      return dataOf(answer)
    }
    const rows = list ? allRows(text, list, read) : oneRow(text, read)
    // The first row before the first byte: what is refused is told as an error, not as a broken file.
    const first = await rows.next()
    if (request.method === 'HEAD') {
      await rows.return(undefined)
      response.writeHead(200, { 'content-type': FORMATS[format] }).end()
      return
    }
    await sendTable(response, requestId, {
      format,
      columns: list?.columns ?? (first.done === true ? [] : columnsOf([flattenRow(first.value)])),
      rows: resume(first, rows),
      fileName: name,
      headers: {
        'x-list': list?.path.join('.') ?? '',
        // Parts that are missing leave empty cells, and a table has no other place to say so.
        ...(errors > 0 && { 'x-graphql-errors': `${errors}` }),
      },
    })
  }
}

type Variables = Readonly<Record<string, unknown>>

type Read = (question: string, added: Variables) => Promise<unknown>

async function* allRows(text: string, { path }: ListOf, read: Read): AsyncGenerator<unknown> {
  for await (const { rows } of pagesOf(text, path, read)) {
    for (const row of rows) yield isObject(row) && isObject(row.node) ? row.node : row
  }
}

async function* oneRow(text: string, read: Read): AsyncGenerator<unknown> {
  yield* findRowLists(await read(text, {}))[0]?.rows ?? []
}

async function* resume(
  first: IteratorResult<unknown>,
  rest: AsyncGenerator<unknown>,
): AsyncGenerator<unknown> {
  try {
    if (first.done === true) return
    yield first.value
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

function countErrors({ body }: AskedAnswer): number {
  return isObject(body) && Array.isArray(body.errors) ? body.errors.length : 0
}

/** A part that a dead bureau owes is an empty cell; an answer without data at all is a failure of the whole. */
function dataOf({ status, body }: AskedAnswer): unknown {
  if (isObject(body) && isObject(body.data)) return body.data
  const [error] = isObject(body) && Array.isArray(body.errors) ? body.errors.filter(isObject) : []
  const code = isObject(error?.extensions) ? error.extensions.code : undefined
  throw new RefusedQuery(status, body, `${String(code)}: ${String(error?.message)}`)
}

/** The graph refused a saved query; `body` says why, as a client may read it. */
export class RefusedQuery extends Error {
  readonly status: number
  readonly body: unknown

  constructor(status: number, body: unknown, message: string) {
    super(message)
    this.status = status
    this.body = body
  }
}

/** What failed before the first byte is told in JSON; after it nothing can be told, and the connection is broken. */
export function answerFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy()
  else if (error instanceof RefusedQuery) answerJson(response, error.status, error.body)
  else if (error instanceof ClientError) answerJson(response, error.status, { errors: error.entries })
  else throw error
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

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  answerJson(response, status, { errors: [{ message, extensions: { code } }] })
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { parse } from 'graphql'
import type { Graph } from '../graph/graph.ts'
import { nameLists } from '../request/table/answerAsTable.ts'
import { type Format, type NamedRows } from '../request/table/format.ts'
import { isRecord } from '../../kit/isRecord.ts'
import { nameSheets } from '../../kit/tables/lists.ts'
import { columnsOf, findRowLists, flattenRow } from '../../kit/tables/rows.ts'
import { sendTable } from '../request/table/sendTable.ts'
import { chooseList, readWantedList } from '../request/table/wantedList.ts'
import type { ReadAnswer, AskGraph } from './askGraph.ts'
import { findListsOf, type ListOf } from './listOf.ts'
import { pagesOf, type FetchPage } from '../../kit/tables/paging.ts'
import type { SavedQuery } from './savedQueries.ts'
import { readVariables } from './readVariables.ts'
import type { Variables } from '../../kit/graphql/variables.ts'

/** A saved query to be sent as a table. */
export interface Sending {
  readonly query: SavedQuery
  readonly graph: Graph
  readonly ask: AskGraph
  readonly requestId: string
  readonly format: Format
}

/** Sends the list that is wanted, else the first; a workbook holds all where none is named. */
export async function sendQuery(
  { query, graph, ask, requestId, format }: Sending,
  request: IncomingMessage,
  parameters: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  const { wanted, rest } = readParameters(query, request, parameters)
  const variables = readVariables(graph.apiSchema, query.operation, rest)
  const all = findListsOf(graph.apiSchema, parse(query.text), query.operation)
  const list = chooseList(all, wanted)
  const reading = startReading(ask, variables)
  const rows = list ? allRows(query.text, list, reading.read) : oneRow(query.text, reading.read)
  // The first row before the first byte: a refusal is answered as an error, not as a broken file.
  const first = await rows.next()
  const others = format === 'xlsx' && wanted === undefined ? all.filter((other) => other !== list) : []
  const [name = 'data', ...names] = nameSheets(list ? [list, ...others] : [])
  try {
    await sendTable(request, response, requestId, {
      format,
      lists: [
        { name, columns: list?.columns ?? columnsOfFirst(first), rows: resume(first, rows) },
        ...others.map((other, index): NamedRows => ({
          name: names[index] ?? '',
          columns: other.columns,
          rows: allRows(query.text, other, reading.read),
        })),
      ],
      fileName: query.name,
      headers: {
        'x-list': list?.path.join('.') ?? '',
        ...nameLists(all),
        // Parts that are missing leave empty cells, and a table has no other place to say so.
        ...(reading.errors() > 0 && { 'x-graphql-errors': `${reading.errors()}` }),
      },
      // Row by row nobody knows what a token has opened.
      mayCompress: !('authorization' in request.headers || 'cookie' in request.headers),
    })
  } finally {
    // A client may hang up, and HEAD reads none of them.
    await rows.return(undefined)
  }
}

/** `list` names a list, unless the query itself has a variable of that name: then the header does. */
function readParameters(
  { operation }: SavedQuery,
  { url = '', headers }: IncomingMessage,
  parameters: URLSearchParams,
): { readonly wanted: string | undefined; readonly rest: URLSearchParams } {
  const isVariable = operation.variableDefinitions?.some(({ variable }) => variable.name.value === 'list')
  const wanted = readWantedList({ url: isVariable ? '' : url, headers })
  const rest = new URLSearchParams(parameters)
  if (!isVariable) rest.delete('list')
  return { wanted, rest }
}

/** Reads page after page, and counts the errors. */
function startReading(
  ask: AskGraph,
  variables: Variables,
): { readonly read: FetchPage; readonly errors: () => number } {
  let errors = 0
  return {
    async read(query, added) {
      const answer = await ask(query, { ...variables, ...added })
      errors += countErrors(answer)
      return dataOf(answer)
    },
    errors: () => errors,
  }
}

async function* allRows(text: string, { path }: ListOf, read: FetchPage): AsyncGenerator<unknown> {
  for await (const { rows } of pagesOf(text, path, read)) {
    for (const row of rows) yield isRecord(row) && isRecord(row.node) ? row.node : row
  }
}

async function* oneRow(text: string, read: FetchPage): AsyncGenerator<unknown> {
  yield* findRowLists(await read(text, {}))[0]?.rows ?? []
}

function columnsOfFirst(first: IteratorResult<unknown>): readonly string[] {
  return first.done === true ? [] : columnsOf([flattenRow(first.value)])
}

async function* resume(
  first: IteratorResult<unknown>,
  rest: AsyncGenerator<unknown>,
): AsyncGenerator<unknown> {
  if (first.done === true) return
  yield first.value
  yield* rest
}

function countErrors({ body }: ReadAnswer): number {
  return isRecord(body) && Array.isArray(body.errors) ? body.errors.length : 0
}

/** A part that a dead bureau owes is an empty cell; an answer without data at all is a failure of the whole. */
function dataOf({ status, body }: ReadAnswer): unknown {
  if (isRecord(body) && isRecord(body.data)) return body.data
  const [error] = isRecord(body) && Array.isArray(body.errors) ? body.errors.filter(isRecord) : []
  const code = isRecord(error?.extensions) ? error.extensions.code : undefined
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

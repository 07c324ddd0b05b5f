import type { IncomingMessage, ServerResponse } from 'node:http'
import { parse } from 'graphql'
import type { Graph } from '../graph/graph.ts'
import { nameLists } from '../request/table/answerAsTable.ts'
import type { Format, NamedRows } from '../request/table/format.ts'
import { nameSheets } from '../../kit/tables/lists.ts'
import { columnsOf, flattenRow } from '../../kit/tables/rows.ts'
import type { TableBudget } from '../request/table/readWhole.ts'
import { sendTable } from '../request/table/sendTable.ts'
import { chooseList, readWantedList } from '../request/table/wantedList.ts'
import type { AskGraph } from './askGraph.ts'
import { findListsOf } from './listOf.ts'
import { readOneRow, readRows } from './readRows.ts'
import type { SavedQuery } from './savedQueries.ts'
import { readVariables } from './readVariables.ts'
import { startTally } from './tally.ts'

/** A saved query to be sent as a table. */
export interface Sending {
  readonly query: SavedQuery
  readonly graph: Graph
  readonly ask: AskGraph
  readonly requestId: string
  readonly format: Format
  readonly budget: TableBudget
}

/** Sends the list that is wanted, else the first; a workbook holds all where none is named. */
export async function sendQuery(
  { query, graph, ask, requestId, format, budget }: Sending,
  request: IncomingMessage,
  parameters: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  const { wanted, rest } = readParameters(query, request, parameters)
  const variables = readVariables(graph.apiSchema, query.operation, rest)
  const all = findListsOf(graph.apiSchema, parse(query.text), query.operation)
  const list = chooseList(all, wanted)
  const tally = startTally(Date.now)
  const reading = { ask, text: query.text, variables, tally }
  const rows = list ? readRows(reading, list) : readOneRow(reading)
  // Its columns are those of the answer where there is no list.
  const first = await rows.next()
  const others = format === 'xlsx' && wanted === undefined ? all.filter((other) => other !== list) : []
  const [name = 'data', ...names] = nameSheets(list ? [list, ...others] : [])
  const table = {
    format,
    lists: [
      { name, columns: list?.columns ?? columnsOfFirst(first), rows: resume(first, rows) },
      ...others.map((other, index): NamedRows => ({
        name: names[index] ?? '',
        columns: other.columns,
        rows: readRows(reading, other),
      })),
    ],
    fileName: query.name,
    headers: (read: 'all' | 'some') => ({
      'x-list': list?.path.join('.') ?? '',
      ...nameLists(all),
      ...tally.headers(read),
    }),
    // Row by row nobody knows what a token has opened.
    mayCompress: !('authorization' in request.headers || 'cookie' in request.headers),
  } as const
  await sendTable(request, response, requestId, table, budget)
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

function columnsOfFirst(first: IteratorResult<unknown>): readonly string[] {
  return first.done === true ? [] : columnsOf([flattenRow(first.value)])
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
    // A client may hang up, and HEAD reads only the beginning.
    await rest.return(undefined)
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { nameSheets } from '../../kit/tables/lists.ts'
import { nameLists } from '../request/table/answerAsTable.ts'
import type { Format, NamedRows } from '../request/table/format.ts'
import type { TableBudget } from '../request/table/readWhole.ts'
import { sendTable } from '../request/table/sendTable.ts'
import { aboutSheet } from './about/aboutSheet.ts'
import { describeTable, type TableMoment } from './about/describeTable.ts'
import { linksOf } from './about/links.ts'
import type { AskGraph } from './askGraph.ts'
import type { PreparedTable } from './prepareTable.ts'
import { readRows, type RowReading } from './readRows.ts'
import { startTally } from './tally.ts'
import { columnsOfList } from './tableColumns.ts'
import type { TableList } from '../../kit/tables/tableFields.ts'

/** A saved query to be sent as a table. */
export interface Sending {
  readonly table: PreparedTable
  readonly ask: AskGraph
  readonly requestId: string
  readonly budget: TableBudget
}

/** Sends the list that is wanted, else the first; a workbook holds all where none is named, and a sheet about them. */
export async function sendQuery(
  { table, ask, requestId, budget }: Sending,
  format: Format,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { query, list, all } = table
  const reading = startReading(table, ask)
  const others = format === 'xlsx' && isUnshaped(table) ? all.filter((other) => other !== list) : []
  const [name = 'data', ...names] = nameSheets(list.kind === 'list' ? [list, ...others] : [])
  const first: NamedRows = {
    name,
    columns: table.columns,
    rows: rowsOf(table, reading, budget),
    ...selectedOf(table),
  }
  const more = others.map((other, index) => sheetOf(other, names[index] ?? '', reading, table))
  const sheets =
    format === 'xlsx' ? [...more, aboutSheet(table, momentOf(table, reading), [name, ...names])] : []
  await sendTable(
    request,
    response,
    requestId,
    {
      format,
      lists: [first, ...sheets],
      fileName: query.name,
      headers: (read) => ({
        'x-list': list.kind === 'list' ? list.path.join('.') : '',
        ...nameLists(all),
        ...reading.tally.headers(read),
        link: linksOf(table, format, read === 'all' ? licencesOf(reading) : []),
      }),
      // Row by row nobody knows what a token has opened.
      mayCompress: !('authorization' in request.headers || 'cookie' in request.headers),
    },
    budget,
  )
}

/** As far as the register knows them. */
function licencesOf({ tally }: RowReading): readonly string[] {
  return tally.sources.sources().flatMap(({ licence }) => licence ?? [])
}

/** What is known of a table when all its rows have been read. */
export async function readAbout({ table, ask, budget }: Sending): Promise<object> {
  const reading = startReading(table, ask)
  const rows = await countRows(rowsOf(table, reading, budget))
  const description = describeTable(table, momentOf(table, reading))
  return { ...description, rows }
}

async function countRows(rows: AsyncGenerator<unknown>): Promise<number> {
  let count = 0
  while ((await rows.next()).done !== true) count++
  return count
}

function startReading({ query, variables }: PreparedTable, ask: AskGraph): RowReading {
  return { ask, text: query.text, variables, tally: startTally(Date.now) }
}

function momentOf({ list }: PreparedTable, { tally }: RowReading): TableMoment {
  return { list, tally, now: Date.now() }
}

function rowsOf(table: PreparedTable, reading: RowReading, budget: TableBudget): AsyncGenerator<unknown> {
  const { list, columns, settings } = table
  const deciding = [...settings.filter, ...settings.sort].map(({ column }) => column)
  return table.shape(
    readRows(reading, { ...list, columns: columns.map(({ name }) => name), deciding }),
    budget,
  )
}

function selectedOf({ settings, columns }: PreparedTable): Pick<NamedRows, 'selected'> {
  return settings.select.length === 0 ? {} : { selected: columns.map(({ name }) => name) }
}

function sheetOf(list: TableList, name: string, reading: RowReading, { settings }: PreparedTable): NamedRows {
  const columns = columnsOfList(list, new Set(), settings.lang)
  const tallied = { ...list, columns: columns.map((column) => column.name), deciding: [] }
  return { name, columns, rows: readRows(reading, tallied) }
}

/** Whether all lists are meant, as they are. */
function isUnshaped({
  settings: { list, explode, filter, sort, select, limit, offset },
}: PreparedTable): boolean {
  const isWhole = limit === Infinity && offset === 0
  return list === undefined && isWhole && [explode, filter, sort, select].every(({ length }) => length === 0)
}

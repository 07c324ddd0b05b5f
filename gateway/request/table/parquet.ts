import { ByteWriter, ParquetWriter, type ColumnSource, type SchemaElement } from 'hyparquet-writer'
import type { Column, ColumnType } from '../../../kit/tables/columns.ts'
import { cellText, type Cell, type Many, type Row } from '../../../kit/tables/rows.ts'
import { TableRefusal } from './tableRefusal.ts'

/** Rows that are held until they are written; the columns of a group lie together. */
const GROUP = 5_000

/** Apache Parquet, group after group: columns by their types, nested lists as JSON in a text. */
export async function* writeParquet(columns: readonly Column[], rows: Many<Row>): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter()
  const root: SchemaElement = { name: 'root', num_children: columns.length }
  const parquet = new ParquetWriter({
    writer,
    schema: [root, ...columns.map(toElement)],
    createdBy: 'gateway',
  })
  let held: Row[] = []
  const writeGroup = async () => {
    await parquet.write({ columnData: columns.map((column) => toSource(column, held)), rowGroupSize: GROUP })
    held = []
    return takeBytes(writer)
  }
  for await (const row of rows) {
    held.push(row)
    if (held.length === GROUP) yield await writeGroup()
  }
  if (held.length > 0) yield await writeGroup()
  await parquet.finish()
  yield takeBytes(writer)
}

/** What is written goes on counting in the offset; only the buffer begins again. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice()
  writer.index = 0
  return bytes
}

type Stored = Pick<SchemaElement, 'type' | 'converted_type' | 'logical_type'>

const TEXT: Stored = { type: 'BYTE_ARRAY', converted_type: 'UTF8' }
const STORED: Readonly<Record<ColumnType, Stored>> = {
  text: TEXT,
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
  // By the older annotation alone, DuckDB takes it for a time without a zone.
  dateTime: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  month: TEXT,
  list: TEXT,
  objects: TEXT,
  any: TEXT,
}

function toElement({ head, type }: Column): SchemaElement {
  return { name: head, repetition_type: 'OPTIONAL', ...STORED[type] }
}

function toSource(column: Column, rows: readonly Row[]): ColumnSource {
  return { name: column.head, data: rows.map((row) => toValue(column, row.get(column.name) ?? null)) }
}

/** Throws TableRefusal where a cell is not what its column holds: to leave it empty would say that there is nothing. */
function toValue(column: Column, cell: Cell): string | number | boolean | Date | null {
  if (cell === null) return null
  switch (column.type) {
    case 'integer':
      return Number.isInteger(cell) ? Number(cell) : refuse(column, cell)
    case 'number':
      return typeof cell === 'number' ? cell : refuse(column, cell)
    case 'boolean':
      return typeof cell === 'boolean' ? cell : refuse(column, cell)
    case 'date':
    case 'dateTime':
      return toDate(column, cell)
    default:
      return cellText(cell)
  }
}

function toDate(column: Column, cell: Cell): Date {
  const date = new Date(cellText(cell))
  return Number.isNaN(date.getTime()) ? refuse(column, cell) : date
}

function refuse({ name, type }: Column, cell: Cell): never {
  const message = `${name}: expected a ${type}; got ${JSON.stringify(cell)}.`
  throw new TableRefusal(502, { errors: [{ message, extensions: { code: 'SUBGRAPH_MALFORMED' } }] }, message)
}

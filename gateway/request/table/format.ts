import type { Column } from '../../../kit/tables/columns.ts'
import { writeCsv } from '../../../kit/tables/csv.ts'
import { writeGeoJson } from '../../../kit/tables/geojson.ts'
import { writeJsonList, writeNdjson } from '../../../kit/tables/ndjson.ts'
import { writeParquet } from './parquet.ts'
import { preferredType } from '../accept.ts'
import { flattenRow, pickColumns, type Many, type Row } from '../../../kit/tables/rows.ts'
import { writeXlsx } from '../../../kit/tables/xlsx.ts'

/** The forms besides GraphQL's own in which rows can be had, by the ending of a URL. */
export const FORMATS = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
  geojson: 'application/geo+json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
} as const
export type Format = keyof typeof FORMATS

/** Those that `Accept` can ask for at /graphql, where JSON is GraphQL's own answer. */
const BY_MEDIA_TYPE: ReadonlyMap<string, Format> = new Map([
  ['text/csv', 'csv'],
  ['application/x-ndjson', 'ndjson'],
  ['application/geo+json', 'geojson'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
])

const NAMES_TABLE = /text\/csv|x-ndjson|geo\+json|spreadsheetml\.sheet/i

export function isFormat(name: string): name is Format {
  return Object.hasOwn(FORMATS, name)
}

/** The table format that a client prefers to GraphQL's own answer; null for all that do not name one. */
export function chooseFormat(accept: string | undefined): Format | null {
  if (accept === undefined || !NAMES_TABLE.test(accept)) return null
  const offered = ['application/json', 'application/graphql-response+json', ...BY_MEDIA_TYPE.keys()]
  const preferred = preferredType(accept, offered)
  return BY_MEDIA_TYPE.get(preferred ?? '') ?? null
}

/** Rows to be written, with what a table of them is called. */
export interface NamedRows {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: Many<unknown>
  /** The names of the columns that are wanted; undefined for all. */
  readonly selected?: readonly string[]
}

/** Writes rows piece by piece; no more than one page of them is held. Only a workbook has room for more lists than one. */
export function writeRows(
  format: Format,
  ...[first, ...others]: readonly [NamedRows, ...NamedRows[]]
): AsyncIterable<string | Uint8Array> {
  const { columns, rows, selected } = first
  switch (format) {
    case 'csv':
      return writeCsv(columns, flatten(rows))
    case 'xlsx':
      return writeXlsx([first, ...others].map((sheet) => ({ ...sheet, rows: flatten(sheet.rows) })))
    case 'parquet':
      return writeParquet(columns, flatten(rows))
    case 'geojson':
      return writeGeoJson(rows, selected)
    case 'ndjson':
      return writeNdjson(pick(rows, selected))
    case 'json':
      return writeJsonList(pick(rows, selected))
  }
}

async function* flatten(rows: Many<unknown>): AsyncGenerator<Row> {
  for await (const row of rows) yield flattenRow(row)
}

async function* pick(rows: Many<unknown>, selected: readonly string[] | undefined): AsyncGenerator<unknown> {
  for await (const row of rows) yield selected === undefined ? row : pickColumns(row, selected)
}

import { plainColumns } from '../../../kit/tables/columns.ts'
import { writeCsv } from '../../../kit/tables/csv.ts'
import { writeGeoJson } from '../../../kit/tables/geojson.ts'
import { writeNdjson } from '../../../kit/tables/ndjson.ts'
import { nameSheets } from '../../../kit/tables/lists.ts'
import { columnsOf, flattenRow, type Cell, type RowList } from '../../../kit/tables/rows.ts'
import { writeXlsx, type Sheet } from '../../../kit/tables/xlsx.ts'
import type { AnswerSource } from '../graph/ask.ts'
import { isRecord } from '../graph/isRecord.ts'
import { tellSource } from '../results/tellSource.ts'
import { saveBlob } from './saveBlob.ts'

export const FILE_FORMATS = ['csv', 'xlsx', 'json', 'ndjson', 'geojson'] as const
export type FileFormat = (typeof FILE_FORMATS)[number]

const TYPES: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  geojson: 'application/geo+json',
}

/** What is exported: the whole answer, one list of it, or all of them as the sheets of a workbook. */
export interface ExportContent {
  readonly data: unknown
  readonly list: RowList | null
  readonly lists: readonly RowList[]
  /** What it is made of, which goes into each file in the form that its format has room for. */
  readonly sources: readonly AnswerSource[]
}

/** Saves an answer as a file of this browser, by the very writers that the gateway uses. */
export async function download(format: FileFormat, name: string, content: ExportContent): Promise<void> {
  const blob = new Blob(await writeParts(format, content), { type: TYPES[format] })
  saveBlob(blob, `${name}.${format}`)
}

async function writeParts(format: FileFormat, content: ExportContent): Promise<BlobPart[]> {
  const { data, list, lists, sources } = content
  const rows = list?.rows ?? []
  const told = sources.map(tellSource).join(' | ')
  switch (format) {
    case 'json':
      return [JSON.stringify({ data, extensions: { provenance: sources } }, null, 2)]
    case 'ndjson':
      return collect(writeNdjson(rows.map((row) => withSource(row, told))))
    case 'geojson':
      return collect(writeGeoJson(rows, undefined, { provenance: sources }))
    case 'csv': {
      const flat = rows.map(flattenRow)
      const names = columnsOf(flat)
      const withSources = flat.map((row) => new Map<string, Cell>([...row, [SOURCE, told]]))
      return collect(writeCsv(plainColumns([...names, SOURCE]), withSources))
    }
    case 'xlsx':
      return collect(writeXlsx([...sheetsOf(lists), aboutSheet(sources)]))
  }
}

/** No field of a graph is called so: names with two underscores are GraphQL's own, and with one they are ours. */
const SOURCE = '_source'

/** Rows are cut out, sorted and put together with others: each says itself what it is made of. */
function withSource(row: unknown, told: string): unknown {
  return isRecord(row) ? { ...row, [SOURCE]: told } : { value: row, [SOURCE]: told }
}

function aboutSheet(sources: readonly AnswerSource[]): Sheet {
  const rows = sources.map((source) => new Map<string, Cell>([[SOURCE, tellSource(source)]]))
  return { name: '_source', columns: plainColumns([SOURCE]), rows }
}

function sheetsOf(lists: readonly RowList[]): readonly Sheet[] {
  const names = nameSheets(lists)
  return lists.map(({ rows }, index) => {
    const flat = rows.map(flattenRow)
    return { name: names[index] ?? '', columns: plainColumns(columnsOf(flat)), rows: flat }
  })
}

async function collect(pieces: AsyncIterable<string | Uint8Array>): Promise<BlobPart[]> {
  const parts: BlobPart[] = []
  for await (const piece of pieces) parts.push(typeof piece === 'string' ? piece : new Uint8Array(piece))
  return parts
}

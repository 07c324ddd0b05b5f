import { plainColumns } from '../../../kit/tables/columns.ts'
import { writeCsv } from '../../../kit/tables/csv.ts'
import { writeGeoJson } from '../../../kit/tables/geojson.ts'
import { writeNdjson } from '../../../kit/tables/ndjson.ts'
import { nameSheets } from '../../../kit/tables/lists.ts'
import { columnsOf, flattenRow, type RowList } from '../../../kit/tables/rows.ts'
import { writeXlsx } from '../../../kit/tables/xlsx.ts'

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
}

/** Saves an answer as a file of this browser, by the very writers that the gateway uses. */
export async function download(format: FileFormat, name: string, content: ExportContent): Promise<void> {
  const blob = new Blob(await writeParts(format, content), { type: TYPES[format] })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `${name || 'answer'}.${format}`
  link.click()
  // The browser has taken the bytes by then; a blob that nobody frees stays until the tab is closed.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

async function writeParts(format: FileFormat, { data, list, lists }: ExportContent): Promise<BlobPart[]> {
  const rows = list?.rows ?? []
  switch (format) {
    case 'json':
      return [JSON.stringify(data, null, 2)]
    case 'ndjson':
      return collect(writeNdjson(rows))
    case 'geojson':
      return collect(writeGeoJson(rows))
    case 'csv': {
      const flat = rows.map(flattenRow)
      return collect(writeCsv(plainColumns(columnsOf(flat)), flat))
    }
    case 'xlsx':
      return collect(writeXlsx(sheetsOf(lists)))
  }
}

function sheetsOf(lists: readonly RowList[]): Parameters<typeof writeXlsx>[0] {
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

import type { NamedRows } from '../../request/table/format.ts'
import { plainColumns } from '../../../kit/tables/columns.ts'
import type { PreparedTable } from '../prepareTable.ts'
import { describeTable, NOT_STATED, type TableMoment } from './describeTable.ts'

/** The last sheet of a workbook: its rows are made when those of the others have been read. */
export function aboutSheet(table: PreparedTable, moment: TableMoment, names: readonly string[]): NamedRows {
  const isTaken = names.some((name) => name.toLowerCase() === 'about')
  return {
    name: isTaken ? 'about this' : 'about',
    columns: plainColumns(['about', 'is']),
    rows: writeAbout(table, moment),
  }
}

async function* writeAbout(table: PreparedTable, moment: TableMoment): AsyncGenerator<unknown> {
  const about = describeTable(table, moment)
  const line = (name: string, is: unknown) => ({ about: name, is })
  yield line('question', about.question)
  yield line('address', about.address)
  yield line('asked at', about.askedAt)
  yield line('times are in', about.timeZone)
  yield line('synthetic records', about.sample)
  yield line('cells missing by an error', about.missingCells)
  for (const source of about.sources) {
    const title = source.title?.en ?? source.dataset ?? NOT_STATED
    yield line('source', `${title} (${source.custodians.join(', ') || NOT_STATED})`)
    yield line('its licence', source.licence ?? NOT_STATED)
    yield line('read from its source at', source.retrievedAt ?? NOT_STATED)
    yield line('is out of date', source.stale ? 'yes' : 'no')
    yield line('its synthetic records', `${source.samples} of ${source.records}`)
  }
  for (const { name, head, unit, description } of about.columns) {
    const inUnit = unit === null ? '' : ` [${unit}]`
    yield line(`column ${head === name ? name : `${head} (${name})`}`, `${description ?? ''}${inUnit}`.trim())
  }
}

import type { SampleShare } from '../../request/readProvenance.ts'
import type { PreparedTable } from '../prepareTable.ts'
import type { TableSource } from '../sources.ts'
import type { TableColumn } from '../tableColumns.ts'
import type { TableList } from '../../../kit/tables/tableFields.ts'
import type { Tally } from '../tally.ts'

/** What the reading of a table has told. */
export interface TableMoment {
  readonly list: TableList
  readonly tally: Tally
  /** Milliseconds since 1970. */
  readonly now: number
}

/** A table in words: what was asked, when, and what it is made of. */
export interface TableDescription {
  readonly name: string
  readonly question: string
  /** The address below the gateway's. */
  readonly address: string
  readonly list: string
  /** To the minute, so that the same table has the same bytes for as long. */
  readonly askedAt: string
  readonly timeZone: string
  /** How much of the data is synthetic. */
  readonly sample: SampleShare
  readonly missingCells: number
  readonly errors: number
  readonly licences: readonly string[]
  readonly sources: readonly TableSource[]
  readonly columns: readonly Pick<TableColumn, 'name' | 'head' | 'type' | 'unit' | 'description'>[]
}

export function describeTable(table: PreparedTable, { list, tally, now }: TableMoment): TableDescription {
  const sources = tally.sources.sources()
  const { query, columns } = table
  return {
    name: query.name,
    question: query.description,
    address: addressOf(table),
    list: list.kind === 'list' ? list.path.join('.') : '',
    askedAt: `${new Date(now + MACAO_OFFSET).toISOString().slice(0, 16)}+08:00`,
    timeZone: 'Macao, UTC+8',
    sample: tally.sources.sample(),
    ...tally.counts(),
    licences: [...new Set(sources.map(({ licence }) => licence ?? NOT_STATED))],
    sources,
    columns: columns.map(({ name, head, type, unit, description }) => ({
      name,
      head,
      type,
      unit,
      description,
    })),
  }
}

/** Milliseconds. */
const MACAO_OFFSET = 8 * 3_600_000
export const NOT_STATED = 'not stated'

function addressOf({ query, parameters }: PreparedTable): string {
  const search = parameters.toString()
  return `/q/${query.name}${search === '' ? '' : `?${search}`}`
}

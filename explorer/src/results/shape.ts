import { findPoint } from '../../../kit/tables/geojson.ts'
import type { Row } from '../../../kit/tables/rows.ts'
import type { ViewName } from '../ask/workbench.ts'
import { isRecord } from '../graph/isRecord.ts'
import { best, language } from '../language/language.ts'

/** Which columns a chart can be drawn from. */
export interface ChartShape {
  /** Columns with a number in most rows. */
  readonly values: readonly string[]
  /** Columns that tell rows apart: times first. */
  readonly along: readonly string[]
  readonly isTime: (column: string) => boolean
}

const TIME = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T.*)?)?)?$/
/** Numbers that are not amounts. */
const NOT_AMOUNTS = /(?:^|\.)(?:lat|lng|id|directionId)$/

export function findChartShape(rows: readonly Row[], columns: readonly string[]): ChartShape {
  const share = (column: string, test: (value: unknown) => boolean) =>
    rows.filter((row) => test(row.get(column))).length / Math.max(rows.length, 1)
  const values = columns.filter(
    (column) => !NOT_AMOUNTS.test(column) && share(column, (value) => typeof value === 'number') >= 0.5,
  )
  const texts = columns.filter(
    (column) => share(column, (value) => typeof value === 'string' && value !== '') >= 0.5,
  )
  const isTime = (column: string) =>
    share(column, (value) => typeof value === 'string' && TIME.test(value)) >= 0.8 &&
    new Set(rows.map((row) => row.get(column))).size > rows.length / 2
  return { values, along: texts.toSorted((a, b) => rankText(a, isTime) - rankText(b, isTime)), isTime }
}

/** Time, then a name in the reader's language, then any name. */
function rankText(column: string, isTime: (column: string) => boolean): number {
  if (isTime(column) && !column.includes('.')) return 0
  if (column.endsWith(`.${language.value}`)) return 1
  if (/(?:^|\.)(?:name|title|shortName)/.test(column)) return 2
  return column.includes('.') ? 4 : 3
}

/** The view that says most about rows of this kind. */
export function chooseView(rows: readonly unknown[], flat: readonly Row[], shape: ChartShape): ViewName {
  if (rows.length < 2) return 'json'
  const first = shape.along[0]
  if (first !== undefined && shape.values.length > 0 && shape.isTime(first) && flat.length > 2) return 'chart'
  const placed = rows.filter((row) => findPoint(row) !== null).length
  return placed > rows.length / 2 ? 'map' : 'table'
}

/** What a row is called, in the reader's language where it can be. */
export function nameOfRow(row: unknown): string {
  if (!isRecord(row)) return String(row)
  for (const key of ['name', 'title', 'shortName', 'id']) {
    const value = row[key]
    if (typeof value === 'string') return value
    if (isRecord(value)) return bestOf(value)
  }
  for (const value of Object.values(row)) {
    if (isRecord(value) && (isRecord(value.name) || typeof value.name === 'string')) return nameOfRow(value)
  }
  return ''
}

function bestOf(value: Readonly<Record<string, unknown>>): string {
  const text = (key: string) => (typeof value[key] === 'string' ? value[key] : null)
  return best({ zh: text('zh'), pt: text('pt'), en: text('en') }) || (text('value') ?? '')
}

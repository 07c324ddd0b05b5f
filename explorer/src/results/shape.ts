import { findPoint } from '../../../kit/tables/geojson.ts'
import type { Row } from '../../../kit/tables/rows.ts'
import type { ValueKind } from '../format/answerField.ts'
import type { AnswerColumn } from '../format/columns.ts'
import type { ViewName } from './views.ts'

/** What a column is where something is drawn along it. */
export type AxisKind = 'time' | 'number' | 'category'

/** Which columns a chart can be drawn from. */
export interface ChartShape {
  /** Columns with an amount in most rows. */
  readonly values: readonly AnswerColumn[]
  /** Columns that tell rows apart: times first. */
  readonly along: readonly AnswerColumn[]
  /** Columns with so few values that each can have its own colour or its own panel. */
  readonly groups: readonly AnswerColumn[]
  /** Whether the rows are what was so at one time after another, be it for each of several groups. */
  readonly isTimeline: (column: AnswerColumn) => boolean
  /** Whether several rows have the same value in the column. */
  readonly repeats: (column: AnswerColumn) => boolean
  /** The group of which each has every value of the column once; null where none is so. */
  readonly findSeparator: (column: AnswerColumn) => AnswerColumn | null
}

export const MOST_GROUPS = 12
/** A group of fewer rows is no course of time. */
const FEWEST_OF_GROUP = 3

const AMOUNTS: ReadonlySet<ValueKind> = new Set<ValueKind>(['number', 'share'])
const TIMES: ReadonlySet<ValueKind> = new Set<ValueKind>(['instant', 'day', 'month', 'year'])
const GROUPS: ReadonlySet<ValueKind> = new Set<ValueKind>([
  'name',
  'text',
  'id',
  'enum',
  'boolean',
  'typename',
  'year',
])
/** Numbers that are not amounts, though their type does not tell. */
const NO_AMOUNT = /(?:^|\.)(?:id|\w+Id)$/
/** Numbers that say which one it is, by their order: the fifth month, the third hour. */
const ORDER = /(?:^|\.)(?:month|hour|weekday|level|number|rank)$/

export function findChartShape(rows: readonly Row[], columns: readonly AnswerColumn[]): ChartShape {
  const single = columns.filter(({ field }) => !field.isList)
  const statistics = new Map(single.map(({ name }) => [name, countValues(rows, name)]))
  const distinct = ({ name }: AnswerColumn) => statistics.get(name)?.distinct ?? 0
  const known = ({ name }: AnswerColumn) => statistics.get(name)?.known ?? 0
  const isKnown = (column: AnswerColumn) => rows.length > 0 && known(column) >= rows.length / 2
  const hasFewValues = (column: AnswerColumn) =>
    distinct(column) >= 2 && distinct(column) <= MOST_GROUPS && isKnown(column)
  // Numbers too, such as stars, but after what has words.
  const groups = [
    ...single.filter((column) => GROUPS.has(column.field.kind)),
    ...single.filter(
      (column) => column.field.kind === 'number' && distinct(column) * FEWEST_OF_GROUP <= rows.length,
    ),
  ].filter(hasFewValues)
  const repeats = (column: AnswerColumn) => distinct(column) < known(column)
  const findSeparator = (column: AnswerColumn) =>
    groups.find(
      (group) =>
        group.name !== column.name &&
        distinct(group) * FEWEST_OF_GROUP <= rows.length &&
        countPairs(rows, column, group) === rows.length,
    ) ?? null
  const isTimeline = (column: AnswerColumn) =>
    TIMES.has(column.field.kind) &&
    distinct(column) > 1 &&
    (distinct(column) > rows.length / 2 || findSeparator(column) !== null)
  const timelines = new Set(single.filter(isTimeline))
  const rank = (column: AnswerColumn) => rankAlong(column, timelines.has(column))
  return {
    values: single.filter((column) => isAmount(column) && isKnown(column)),
    along: single
      .filter((column) => isKnown(column) && canStandAlong(column))
      .toSorted((a, b) => rank(a) - rank(b)),
    groups,
    isTimeline: (column) => timelines.has(column),
    repeats,
    findSeparator,
  }
}

export function axisKind({ field: { kind } }: AnswerColumn): AxisKind {
  if (TIMES.has(kind)) return 'time'
  return AMOUNTS.has(kind) ? 'number' : 'category'
}

export function isOrder({ field }: AnswerColumn): boolean {
  return field.kind === 'number' && ORDER.test(field.coordinate)
}

function isAmount(column: AnswerColumn): boolean {
  const { kind, coordinate } = column.field
  return AMOUNTS.has(kind) && !NO_AMOUNT.test(coordinate) && !isOrder(column)
}

function canStandAlong({ field: { kind } }: AnswerColumn): boolean {
  return kind !== 'object' && kind !== 'boolean' && kind !== 'degrees'
}

function countValues(rows: readonly Row[], name: string) {
  const values = rows
    .map((row) => row.get(name))
    .filter((cell) => cell !== null && cell !== undefined && cell !== '')
  return { known: values.length, distinct: new Set(values).size }
}

function countPairs(rows: readonly Row[], a: AnswerColumn, b: AnswerColumn): number {
  return new Set(rows.map((row) => JSON.stringify([row.get(a.name), row.get(b.name)]))).size
}

/** Time, then an order, a name in the reader's language, any text; amounts come last. */
function rankAlong(column: AnswerColumn, isTimeline: boolean): number {
  const isOfRow = column.path.length === 1
  if (isTimeline && isOfRow) return 0
  if (isOrder(column)) return 1
  if (column.field.kind === 'name') return isOfRow ? 2 : 3
  if (/(?:^|\.)(?:name|title|shortName)/.test(column.name)) return 3
  if (axisKind(column) === 'number') return 6
  return isOfRow ? 4 : 5
}

/** The view that says most about rows of this kind. */
export function chooseView(rows: readonly unknown[], cells: readonly Row[], shape: ChartShape): ViewName {
  if (rows.length < 2) return 'json'
  const first = shape.along[0]
  if (first !== undefined && shape.values.length > 0 && shape.isTimeline(first) && cells.length > 2)
    return 'chart'
  const placed = rows.filter((row) => findPoint(row) !== null).length
  return placed > rows.length / 2 ? 'map' : 'table'
}

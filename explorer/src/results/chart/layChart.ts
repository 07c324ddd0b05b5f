import type { Row } from '../../../../kit/tables/rows.ts'
import type { ValueKind } from '../../format/answerField.ts'
import type { AnswerColumn } from '../../format/columns.ts'
import { formatValue, splitUnit } from '../../format/values.ts'
import type { AxisKind } from '../shape.ts'
import type { ChartChoice, Mark } from './chartChoice.ts'
import { findUsualStep, isGap, positionOf } from './positions.ts'

/** One amount where it stands. */
export interface ChartPoint {
  /** A time, a number, or the index of a category. */
  readonly along: number
  /** The same in the reader's words. */
  readonly label: string
  /** Null where it is not known: a line ends there. */
  readonly value: number | null
  readonly series: string
  readonly facet: string
}

/** Where the bars of a word stand, within its panel. */
export interface ChartCategory {
  readonly label: string
  readonly along: number
  readonly facet: string
}

/** Amounts of one unit, on one scale. */
export interface ChartPanel {
  readonly title: string
  readonly points: readonly ChartPoint[]
  /** An amount in the reader's words. */
  readonly format: (amount: number) => string
}

/** A chart in the reader's words, before anything is drawn. */
export interface Chart {
  readonly axis: AxisKind
  readonly mark: Mark
  readonly kind: ValueKind
  readonly title: string
  /** What it is drawn along; empty where that is the order of the rows alone. */
  readonly alongTitle: string
  /** None on other axes. */
  readonly categories: readonly ChartCategory[]
  /** What the colours tell apart; a single one needs none. */
  readonly series: readonly string[]
  /** One panel for each; none where there is but one panel. */
  readonly facets: readonly string[]
  readonly panels: readonly ChartPanel[]
  readonly usualStep: number | null
  /** Of so many rows so many are drawn. */
  readonly shown: number
  readonly all: number
}

/** More bars are no picture; more points are a page that waits. */
const MOST_CATEGORIES = 400
const MOST_POINTS = 5_000

const UNKNOWN = '–'

export function layChart(cells: readonly Row[], choice: ChartChoice): Chart {
  const { x, axis, mark, ys, colour, facet } = choice
  const rows = cells.slice(0, axis === 'category' ? MOST_CATEGORIES : MOST_POINTS)
  const kind = x?.field.kind ?? 'text'
  const placed = axis === 'category' ? placeByCategory(rows, choice) : placeByPosition(rows, x, kind)
  const usualStep =
    axis === 'category'
      ? null
      : findUsualStep(
          placed.rows.map(({ along }) => along),
          kind,
        )
  const alongTitle = x?.head ?? ''
  const panels = groupAmounts(ys, colour).map((amounts) => {
    const points = amounts.flatMap((y) =>
      placed.rows.map(({ row, along, label }) => ({
        along,
        label,
        value: amountOf(row, y),
        series: colour ? groupOf(row, colour) : y.head,
        facet: facet ? groupOf(row, facet) : '',
      })),
    )
    return {
      title: titleOf(amounts),
      points: mark === 'line' ? breakLines(points, kind, usualStep) : points,
      format: formatterOf(amounts),
    }
  })
  return {
    axis,
    mark,
    kind,
    title: `${ys.map(({ head }) => head).join(', ')} / ${alongTitle}`,
    alongTitle,
    categories: placed.categories,
    series: distinct(panels, 'series'),
    facets: facet ? distinct(panels, 'facet') : [],
    panels,
    usualStep,
    shown: rows.length,
    all: cells.length,
  }
}

interface PlacedRow {
  readonly row: Row
  readonly along: number
  readonly label: string
}

interface Placed {
  readonly rows: readonly PlacedRow[]
  readonly categories: readonly ChartCategory[]
}

function placeByPosition(rows: readonly Row[], x: AnswerColumn | null, kind: ValueKind): Placed {
  const placed = rows.flatMap((row) => {
    const along = x === null ? null : positionOf(row.get(x.name), kind)
    return x === null || along === null ? [] : [{ row, along, label: wordOf(row, x) }]
  })
  return { rows: placed, categories: [] }
}

/** Rows of one word share a category where colours tell them apart; else each has its own. Each panel has its own categories. */
function placeByCategory(rows: readonly Row[], { x, colour, facet }: ChartChoice): Placed {
  const times = new Map<string, number>()
  const known = new Map<string, ChartCategory>()
  const counts = new Map<string, number>()
  const placed = rows.map((row, at) => {
    const label = x === null ? `${at + 1}` : wordOf(row, x)
    const panel = facet ? groupOf(row, facet) : ''
    const own = JSON.stringify([label, panel, colour && groupOf(row, colour)])
    const time = times.get(own) ?? 0
    times.set(own, time + 1)
    const key = JSON.stringify([label, panel, time])
    const category = known.get(key) ?? { label, along: counts.get(panel) ?? 0, facet: panel }
    if (!known.has(key)) counts.set(panel, category.along + 1)
    known.set(key, category)
    return { row, along: category.along, label }
  })
  return { rows: placed, categories: [...known.values()] }
}

/** On one scale stand amounts of one unit; where colours tell groups apart, each amount has a scale of its own. */
function groupAmounts(
  ys: readonly AnswerColumn[],
  colour: AnswerColumn | null,
): readonly (readonly AnswerColumn[])[] {
  if (colour !== null) return ys.map((y) => [y])
  return groupBy(ys, ({ field }) => `${field.kind} ${field.unit}`)
}

function titleOf(amounts: readonly AnswerColumn[]): string {
  const [first] = amounts
  if (first === undefined) return ''
  const { unit: own } = splitUnit(first.head)
  const unit = own || first.field.unit
  const labels = amounts.map(({ head }) => (unit === '' ? head : splitUnit(head).label))
  return unit === '' ? labels.join(', ') : `${labels.join(', ')} (${unit})`
}

function formatterOf([first]: readonly AnswerColumn[]): (amount: number) => string {
  return (amount) => (first === undefined ? String(amount) : formatValue(amount, first.field))
}

/** The points of each line in their order, with an unknown one wherever something is missing between two. */
function breakLines(
  points: readonly ChartPoint[],
  kind: ValueKind,
  usual: number | null,
): readonly ChartPoint[] {
  const lines = groupBy(points, ({ series, facet }) => JSON.stringify([series, facet]))
  return lines.flatMap((line) => {
    const sorted = line.toSorted((a, b) => a.along - b.along)
    return sorted.flatMap((point, index) => {
      const before = sorted[index - 1]
      if (before === undefined || !isGap(before.along, point.along, kind, usual)) return [point]
      return [{ ...point, along: (before.along + point.along) / 2, label: '', value: null }, point]
    })
  })
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups.values()]
}

function distinct(panels: readonly ChartPanel[], key: 'series' | 'facet'): readonly string[] {
  return [...new Set(panels.flatMap(({ points }) => points.map((point) => point[key])))]
}

function amountOf(row: Row, { name }: AnswerColumn): number | null {
  const cell = row.get(name)
  return typeof cell === 'number' ? cell : null
}

function wordOf(row: Row, { name, field }: AnswerColumn): string {
  return formatValue(row.get(name), field) || UNKNOWN
}

/** A number or a yes says nothing without what it is of. */
function groupOf(row: Row, column: AnswerColumn): string {
  const isBare = column.field.kind === 'number' || column.field.kind === 'boolean'
  return isBare ? `${column.head}: ${wordOf(row, column)}` : wordOf(row, column)
}

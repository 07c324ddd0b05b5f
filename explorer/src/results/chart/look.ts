import { formatCompact } from '../../language/language.ts'
import type { Chart, ChartPanel, ChartPoint } from './layChart.ts'
import type { Measure } from '../../format/texts.ts'

/** What the drawing has to fit into. */
export interface Room {
  readonly width: number
  /** How wide a text is in the chart's type. */
  readonly measure: Measure
}

export const GRID = 'var(--line)'
export const INK = 'var(--quiet)'

export const TIP = {
  fill: 'var(--sheet)',
  stroke: 'var(--line)',
  className: 'tooltip',
  maxRadius: 120,
  lineWidth: 24,
} as const

/** As many as `chart.css` has, and as many groups as a chart tells apart. */
const COLOURS = 12

export function seriesColour(index: number): string {
  return `var(--series-${(index % COLOURS) + 1})`
}

export function colourOf({ series }: Chart): (point: ChartPoint) => string {
  const colours = new Map(series.map((name, index) => [name, seriesColour(index)]))
  return ({ series: name }) => colours.get(name) ?? seriesColour(0)
}

/** A point in words. */
export function tell({ series, panels }: Chart, { format }: ChartPanel, point: ChartPoint): string {
  const amount = point.value === null ? '' : format(point.value)
  const isNamed = series.length > 1 || panels.length > 1
  return [point.facet, point.label, isNamed ? `${point.series}: ${amount}` : amount]
    .filter((part) => part !== '')
    .join('\n')
}

/** The least and the most of them; null where there are none. */
export function extentOf(values: Iterable<number | null>): readonly [number, number] | null {
  let [least, most] = [Infinity, -Infinity]
  for (const value of values) {
    if (value === null) continue
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  return least > most ? null : [least, most]
}

export function amountsOf(points: readonly ChartPoint[]): readonly [number, number] {
  return extentOf(points.map(({ value }) => value)) ?? [0, 0]
}

/** The length of a bar is what one reads; other marks may begin where their values do, if that is far from nought. */
export function beginsAtNought({ mark }: Chart, points: readonly ChartPoint[]): boolean {
  const [least, most] = amountsOf(points)
  return mark === 'bars' || (least > 0 && least < most / 2)
}

/** Amounts beside an axis: compact, unless that would lose what tells one from the next. */
export function formatAxis({ points, format }: ChartPanel): (amount: number) => string {
  const [least, most] = amountsOf(points)
  const isFine = most - least < Math.max(Math.abs(least), Math.abs(most)) / 100
  return (amount) => (!isFine && Math.abs(amount) >= 10_000 ? formatCompact(amount) : format(amount))
}

export function marginFor(labels: readonly string[], { measure }: Room): number {
  return Math.ceil(Math.max(24, ...labels.map(measure))) + 18
}

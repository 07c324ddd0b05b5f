import type { Chart, ChartPoint } from './layChart.ts'

/** The part of a place that bars fill; the rest keeps them apart. */
const BAND = 0.76

/** Where the bar of a point begins and ends within its place, of which 0 is the beginning and 1 the end. */
export interface BarGroups {
  /** How many bars stand side by side. */
  readonly count: number
  readonly begin: (point: ChartPoint) => number
  readonly end: (point: ChartPoint) => number
}

/** Bars of several series at one place stand side by side; where each place has one series, its bar has the whole width. */
export function groupBars({ series }: Chart, points: readonly ChartPoint[]): BarGroups {
  const places = new Set(points.map(({ along, facet }) => JSON.stringify([along, facet])))
  const count = points.length > places.size ? series.length : 1
  const indexes = new Map(series.map((name, index) => [name, index]))
  const begin = (point: ChartPoint) => {
    const index = count === 1 ? 0 : (indexes.get(point.series) ?? 0)
    return (1 - BAND) / 2 + (index / count) * BAND
  }
  return { count, begin, end: (point) => begin(point) + BAND / count }
}

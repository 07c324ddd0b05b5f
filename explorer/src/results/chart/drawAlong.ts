import {
  axisX,
  axisY,
  dot,
  gridY,
  line,
  pointer,
  pointerX,
  rect,
  ruleY,
  tip,
  type PlotOptions,
} from '@observablehq/plot'
import { formatCompact } from '../../language/language.ts'
import { drawDots } from './dots.ts'
import { layFacets, type FacetGrid } from './facetGrid.ts'
import { groupBars } from './groupBars.ts'
import type { Chart, ChartPanel, ChartPoint } from './layChart.ts'
import {
  amountsOf,
  beginsAtNought,
  colourOf,
  extentOf,
  formatAxis,
  GRID,
  INK,
  marginFor,
  tell,
  TIP,
  type Room,
} from './look.ts'
import { countBetween, spanOf } from './positions.ts'
import { formatTicks } from './timeTicks.ts'

/** Along times or numbers, from left to right. */
export function drawAlong(chart: Chart, panel: ChartPanel, room: Room): PlotOptions {
  const grid = layFacets(chart.facets, room.width)
  const formatAmount = formatAxis(panel)
  const known = panel.points.filter(({ value }) => value !== null)
  const width = room.width / Math.max(grid.columns, 1)
  return {
    height: grid.columns === 0 ? Math.min(400, Math.max(240, room.width * 0.5)) : 190 * grid.rows + 60,
    marginLeft: marginFor(listLabels(chart), room),
    marginTop: grid.columns === 0 ? 12 : 34,
    marginBottom: 54,
    ...(grid.columns > 0 && { fx: { axis: null, padding: 0.12 }, fy: { axis: null, padding: 0.2 } }),
    x: { type: chart.axis === 'time' ? 'utc' : 'linear', label: chart.alongTitle },
    y: { type: 'linear', nice: true, zero: beginsAtNought(chart, known), label: null },
    marks: [
      gridY({ stroke: GRID, strokeOpacity: 1, ticks: 5 }),
      axisX({
        stroke: INK,
        fill: INK,
        labelArrow: 'none',
        ticks: countTicks(chart, panel, width),
        tickFormat: formatAlong(chart),
      }),
      axisY({ stroke: 'none', fill: INK, ticks: 5, tickFormat: (amount: number) => formatAmount(amount) }),
      ...grid.marks,
      ...drawMarks(chart, panel, known, grid),
    ],
  }
}

/** Of all panels, so that they stand one below the other. */
function listLabels({ panels }: Chart): readonly string[] {
  return panels.flatMap((panel) => amountsOf(panel.points).map(formatAxis(panel)))
}

function drawMarks(
  chart: Chart,
  panel: ChartPanel,
  known: ChartPoint[],
  { channels }: FacetGrid,
): NonNullable<PlotOptions['marks']>[number][] {
  const place = placeOn(chart)
  const at = { x: ({ along }: ChartPoint) => place(along), y: ({ value }: ChartPoint) => value, ...channels }
  const colour = colourOf(chart)
  const title = (point: ChartPoint) => tell(chart, panel, point)
  // Of one series alone, what is told is what is above or below.
  const nearest = chart.series.length > 1 || chart.mark === 'dots' ? pointer : pointerX
  const told = tip(known, nearest({ ...at, title, ...TIP }))
  switch (chart.mark) {
    case 'line':
      return [
        line([...panel.points], { ...at, z: 'series', stroke: colour, strokeWidth: 2, className: 'series' }),
        dot(known, nearest({ ...at, stroke: colour, fill: 'var(--sheet)', r: 4 })),
        told,
      ]
    case 'dots':
      return [drawDots(known, { ...at, fill: colour }, 7), told]
    case 'bars':
      return [
        rect(known, {
          ...spans(chart, known),
          y1: 0,
          y2: at.y,
          fill: colour,
          className: 'bars',
          ...channels,
        }),
        ruleY([0], { stroke: INK }),
        told,
      ]
  }
}

function placeOn({ axis }: Chart): (along: number) => Date | number {
  return axis === 'time' ? (along) => new Date(along) : (along) => along
}

function spans(chart: Chart, points: readonly ChartPoint[]) {
  const group = groupBars(chart, points)
  const place = placeOn(chart)
  const edge = (share: (point: ChartPoint) => number) => (point: ChartPoint) => {
    const [from, to] = spanOf(point.along, chart.kind, chart.usualStep)
    return place(from + (to - from) * share(point))
  }
  return { x1: edge(group.begin), x2: edge(group.end) }
}

/** Never finer than what is told: months have no days. */
function countTicks({ axis, kind }: Chart, { points }: ChartPanel, width: number): number {
  const most = Math.max(2, Math.floor(width / (axis === 'time' ? 90 : 56)))
  const [first, last] = extentOf(points.map(({ along }) => along)) ?? [0, 0]
  if (axis !== 'time' || kind === 'instant' || first === last) return most
  return Math.max(1, Math.min(most, countBetween(first, last, kind)))
}

/** Plot gives a third argument, the ticks, of which its types do not tell. */
type FormatTick = (tick: Date | number, index: number, ticks?: Iterable<Date | number>) => string

function formatAlong({ axis }: Chart): FormatTick {
  if (axis === 'time')
    return (tick, index, ticks) => formatTicks([...(ticks ?? [tick])].map(Number))[ticks ? index : 0] ?? ''
  return (tick) => (Math.abs(Number(tick)) >= 10_000 ? formatCompact(Number(tick)) : String(tick))
}

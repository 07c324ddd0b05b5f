import {
  axisX,
  gridX,
  pointer,
  pointerY,
  rect,
  ruleX,
  text,
  tip,
  type Markish,
  type PlotOptions,
} from '@observablehq/plot'
import { drawDots } from './dots.ts'
import { groupBars } from './groupBars.ts'
import type { Chart, ChartCategory, ChartPanel, ChartPoint } from './layChart.ts'
import { beginsAtNought, colourOf, formatAxis, GRID, INK, marginFor, tell, TIP, type Room } from './look.ts'
import { cutText } from '../../format/texts.ts'

const ROW = 22
const THINNEST_BAR = 9
const WIDEST_LABEL = 220
const AXIS = 34

/** Categories below each other, the first on top; those of a panel have its name above them. */
export function drawAcross(chart: Chart, panel: ChartPanel, room: Room): PlotOptions {
  const { categories, facets } = chart
  const formatAmount = formatAxis(panel)
  const known = panel.points.filter(({ value }) => value !== null)
  const { rowOf, headingOf, count } = stackPanels(chart)
  const rowHeight = Math.max(ROW, groupBars(chart, known).count * THINNEST_BAR)
  const label = (category: ChartCategory) =>
    cutText(category.label, Math.min(WIDEST_LABEL, room.width * 0.42), room.measure)
  const ticks = Math.max(2, Math.floor(room.width / 110))
  const nearest = chart.series.length > 1 ? pointer : pointerY
  const title = (point: ChartPoint) => tell(chart, panel, point)
  return {
    height: count * rowHeight + AXIS + 8,
    marginLeft: marginFor(categories.map(label), room),
    marginTop: AXIS,
    marginBottom: 8,
    x: { type: 'linear', nice: true, zero: beginsAtNought(chart, known), label: null },
    y: { type: 'linear', domain: [-0.5, count - 0.5], reverse: true, axis: null },
    marks: [
      gridX({ stroke: GRID, strokeOpacity: 1, ticks }),
      // Of a long list the beginning is in sight.
      axisX({
        anchor: 'top',
        stroke: 'none',
        fill: INK,
        ticks,
        tickFormat: (amount: number) => formatAmount(amount),
      }),
      text([...categories], { ...LABEL, text: label, y: rowOf, textAnchor: 'end', dx: -9, fill: INK }),
      text([...facets], { ...LABEL, text: (name: string) => name, y: headingOf, ...HEADING }),
      ...drawAmounts(chart, known, rowOf),
      tip(known, nearest({ x: 'value', y: rowOf, title, ...TIP })),
    ],
  }
}

const LABEL = { frameAnchor: 'left' } as const
const HEADING = { textAnchor: 'start', dx: 4, fill: 'var(--ink)', className: 'facet' } as const

/** In which row of the picture something stands: the panels one below the other, each below the row of its name. */
function stackPanels({ categories, facets }: Chart) {
  const starts = new Map<string, number>()
  let count = 0
  for (const facet of facets.length === 0 ? [''] : facets) {
    starts.set(facet, count)
    count += categories.filter((category) => category.facet === facet).length + (facets.length === 0 ? 0 : 1)
  }
  const headingOf = (facet: string) => starts.get(facet) ?? 0
  return {
    count: Math.max(count, 1),
    headingOf,
    rowOf: ({ facet, along }: { readonly facet: string; readonly along: number }) =>
      headingOf(facet) + (facets.length === 0 ? 0 : 1) + along,
  }
}

function drawAmounts(chart: Chart, known: ChartPoint[], rowOf: (point: ChartPoint) => number): Markish[] {
  const fill = colourOf(chart)
  if (chart.mark === 'dots') return [drawDots(known, { x: 'value', y: rowOf, fill }, 8)]
  const group = groupBars(chart, known)
  return [
    rect(known, {
      x1: 0,
      x2: 'value',
      y1: (point: ChartPoint) => rowOf(point) - 0.5 + group.begin(point),
      y2: (point: ChartPoint) => rowOf(point) - 0.5 + group.end(point),
      fill,
      className: 'bars',
    }),
    ruleX([0], { stroke: INK }),
  ]
}

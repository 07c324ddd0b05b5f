import { plot } from '@observablehq/plot'
import type { Chart, ChartPanel } from './layChart.ts'
import { drawAcross } from './drawAcross.ts'
import { drawAlong } from './drawAlong.ts'
import type { Room } from './look.ts'

/** Amounts of one unit as a picture: categories lie below each other, since their words are long; all else goes from left to right. */
export function drawPanel(chart: Chart, panel: ChartPanel, room: Room): SVGSVGElement {
  const draw = chart.axis === 'category' ? drawAcross : drawAlong
  const drawing = plot({
    ...draw(chart, panel, room),
    width: room.width,
    marginRight: 24,
    className: 'plot',
    color: { type: 'identity' },
    figure: false,
  })
  if (!(drawing instanceof SVGSVGElement)) throw new Error('A chart without a legend is one picture.')
  return drawing
}

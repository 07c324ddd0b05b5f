import { dot, type DotOptions, type Markish, type RenderFunction } from '@observablehq/plot'
import type { ChartPoint } from './layChart.ts'

/** The dots of each colour are one path: as so many circles, 5,000 of them would hold up the page for a third of a second. */
export function drawDots(points: ChartPoint[], options: DotOptions, width: number): Markish {
  return dot(points, { ...options, className: 'dots', render: drawPaths(width) })
}

function drawPaths(width: number): RenderFunction {
  return (index, _scales, { x: xs = [], y: ys = [], fill: fills = [] }, _dimensions, { document }) => {
    const group = document.createElementNS('http://www.w3.org/2000/svg', 'g')
    group.setAttribute('class', 'dots')
    const paths = new Map<unknown, string>()
    // A line without a length has round ends: it is a dot.
    for (const at of index) paths.set(fills[at], `${paths.get(fills[at]) ?? ''}M${xs[at]},${ys[at]}h0`)
    for (const [colour, d] of paths) {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
      const attributes = { d, stroke: String(colour), 'stroke-width': width, 'stroke-linecap': 'round' }
      for (const [name, value] of Object.entries(attributes)) path.setAttribute(name, String(value))
      group.append(path)
    }
    return group
  }
}

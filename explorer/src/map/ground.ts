import { computed } from '@preact/signals'
import { best } from '../language/language.ts'
import { baseMap, type BaseMap } from './baseMap.ts'
import { readColour } from './colours.ts'
import { traceOutline } from './outline.ts'
import { lengthOf, project, type Xy } from './project.ts'
import { toScreen, type Viewport } from './view.ts'

/** The lines and surfaces of the ground, on the sheet. */
interface GroundShapes {
  readonly outline: Path2D
  readonly streets: Path2D
  readonly bridges: Path2D
  readonly rails: Path2D
  readonly stops: readonly Xy[]
}

/** Made once for each state of the base map; views only move them. */
const shapes = computed<GroundShapes>(() => {
  const { streets, rails, stops, places } = baseMap.value
  const lines = splitAtWater(streets.map((points) => points.map(project)))
  return {
    outline: new Path2D(traceOutline([...places, ...stops].map(project))),
    streets: new Path2D(lines.streets),
    bridges: new Path2D(lines.bridges),
    rails: new Path2D(rails.map((points) => lineThrough(points.map(project))).join('')),
    stops: stops.map(project),
  }
})

/** Paints what lies under the marks, by what the graph itself holds. */
export function paintGround(context: CanvasRenderingContext2D, view: Viewport): void {
  const { outline, streets, bridges, rails, stops } = shapes.value
  context.save()
  context.translate(view.x, view.y)
  context.scale(view.scale, view.scale)
  context.lineJoin = 'round'
  context.fillStyle = readColour('var(--land)')
  context.fill(outline)
  stroke(context, outline, 'var(--shore)', 1 / view.scale)
  context.globalAlpha = 0.16
  stroke(context, bridges, 'var(--quiet)', 1 / view.scale)
  context.globalAlpha = 0.28
  stroke(context, streets, 'var(--quiet)', 1.1 / view.scale)
  context.globalAlpha = 0.75
  stroke(context, rails, 'var(--well)', 2.4 / view.scale)
  context.restore()
  context.globalAlpha = 0.4
  context.fillStyle = readColour('var(--quiet)')
  for (const stop of stops) dot(context, toScreen(view, stop), 1.1)
  context.globalAlpha = 1
  paintNames(context, view, baseMap.value.areas)
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number): void {
  context.strokeStyle = readColour(colour)
  context.lineWidth = width
  context.stroke(path)
}

function dot(context: CanvasRenderingContext2D, { x, y }: Xy, radius: number): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fill()
}

/** From stop to stop a bus drives no straight line; so far apart they are only where it crosses the water. */
const BRIDGE = lengthOf(1_100)

function splitAtWater(lines: readonly (readonly Xy[])[]): {
  readonly streets: string
  readonly bridges: string
} {
  const streets = new Set<string>()
  const bridges = new Set<string>()
  for (const points of lines) {
    points.forEach((to, index) => {
      const from = points[index - 1]
      if (!from) return
      const [a, b] = [pair(from), pair(to)].toSorted()
      const isLong = Math.hypot(to.x - from.x, to.y - from.y) > BRIDGE
      ;(isLong ? bridges : streets).add(`M${a}L${b}`)
    })
  }
  return { streets: [...streets].join(''), bridges: [...bridges].join('') }
}

function lineThrough(points: readonly Xy[]): string {
  return points.length > 0 ? `M${points.map(pair).join('L')}` : ''
}

function pair({ x, y }: Xy): string {
  return `${x.toFixed(2)},${y.toFixed(2)}`
}

/** Names of areas as far as they do not lie over each other at this scale. */
function paintNames(context: CanvasRenderingContext2D, view: Viewport, areas: BaseMap['areas']): void {
  context.font = `italic 13px ${getComputedStyle(document.documentElement).getPropertyValue('--serif')}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  const placed: (Xy & { readonly half: number })[] = []
  for (const area of areas) {
    const name = best(area.name)
    const half = context.measureText(name).width / 2
    const { x, y } = toScreen(view, project(area.at))
    const isFree = placed.every(
      (other) => Math.abs(other.y - y) > 16 || Math.abs(other.x - x) > half + other.half + 8,
    )
    if (!isFree) continue
    placed.push({ x, y, half })
    context.strokeStyle = readColour('var(--land)')
    context.lineWidth = 3.5
    context.strokeText(name, x, y)
    context.fillStyle = readColour('var(--quiet)')
    context.fillText(name, x, y)
  }
}

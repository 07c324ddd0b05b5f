import type { Area } from './areas.ts'
import type { Drawn } from './clusters.ts'
import { readColour } from './colours.ts'
import type { Xy } from './project.ts'
import { toScreen, type Viewport } from './view.ts'

/** What is painted over the ground, and how. */
export interface Scene {
  readonly areas: readonly Area[]
  readonly drawn: readonly Drawn[]
  /** In CSS, by group. */
  readonly colours: readonly string[]
  readonly groupOf: (mark: number) => number
  readonly groupOfRow: (row: number) => number
  readonly radiusOf: (drawn: Drawn) => number
  readonly pointed: Labelled | null
  readonly selected: Labelled | null
  readonly selectedArea: Area | null
}

/** A mark that has its name beside it. */
export interface Labelled {
  readonly at: Xy
  readonly name: string
  readonly radius: number
}

export function paintMarks(context: CanvasRenderingContext2D, view: Viewport, scene: Scene): void {
  for (const area of scene.areas) paintArea(context, view, scene, area)
  // The large ones below, so that no small one is hidden.
  for (const drawn of scene.drawn.toSorted((a, b) => scene.radiusOf(b) - scene.radiusOf(a))) {
    const at = toScreen(view, drawn.at)
    if (drawn.kind === 'mark')
      paintMark(context, at, scene.radiusOf(drawn), scene.colours[scene.groupOf(drawn.mark)])
    else paintCluster(context, at, scene.radiusOf(drawn), drawn, scene.colours)
  }
  if (scene.selected) paintSelected(context, toScreen(view, scene.selected.at), scene.selected.radius)
  for (const labelled of [scene.pointed, scene.selected]) {
    if (labelled) paintLabel(context, toScreen(view, labelled.at), labelled)
  }
}

/** A spot that is pointed at, and nothing else. */
export function paintPin(context: CanvasRenderingContext2D, view: Viewport, at: Xy): void {
  paintSelected(context, toScreen(view, at), PLAIN_RADIUS)
}

/** The radius of a mark without a size, and the least and most of one with. */
export const PLAIN_RADIUS = 6
const [LEAST_RADIUS, MOST_RADIUS] = [3.5, 21]

/** By area, as the eye compares circles; `share` is of the largest. */
export function radiusOfShare(share: number): number {
  return LEAST_RADIUS + Math.sqrt(Math.abs(share)) * (MOST_RADIUS - LEAST_RADIUS)
}

export function radiusOfCluster(count: number): number {
  return Math.min(19, 9.5 + 1.35 * Math.log2(count))
}

function paintArea(context: CanvasRenderingContext2D, view: Viewport, scene: Scene, area: Area): void {
  const { x, y } = toScreen(view, { x: area.extent.left, y: area.extent.top })
  const end = toScreen(view, { x: area.extent.right, y: area.extent.bottom })
  const isSelected = area === scene.selectedArea
  const colour = readColour(scene.colours[scene.groupOfRow(area.found[0].selected.row)] ?? 'var(--quiet)')
  context.globalAlpha = isSelected ? 0.7 : 0.5
  context.fillStyle = colour
  context.fillRect(x, y, end.x - x, end.y - y)
  context.globalAlpha = 1
  context.strokeStyle = isSelected ? readColour('var(--ink)') : colour
  context.lineWidth = isSelected ? 2.5 : 1.25
  context.setLineDash([5, 3])
  context.strokeRect(x, y, end.x - x, end.y - y)
  context.setLineDash([])
}

function paintMark(context: CanvasRenderingContext2D, at: Xy, radius: number, colour = 'var(--quiet)'): void {
  circle(context, at, radius)
  context.globalAlpha = radius > 9 ? 0.68 : 0.9
  context.fillStyle = readColour(colour)
  context.fill()
  context.globalAlpha = 1
  context.strokeStyle = readColour('var(--sheet)')
  context.lineWidth = 1.25
  context.stroke()
}

type Cluster = Extract<Drawn, { readonly kind: 'cluster' }>

/** A ring of the groups' colours by their shares, and how many there are within. */
function paintCluster(
  context: CanvasRenderingContext2D,
  at: Xy,
  radius: number,
  { count, shares }: Cluster,
  colours: readonly string[],
): void {
  circle(context, at, radius + 1.5)
  context.fillStyle = readColour('var(--sheet)')
  context.fill()
  let from = -Math.PI / 2
  shares.forEach((share, group) => {
    const to = from + (2 * Math.PI * share) / count
    if (share > 0) {
      context.beginPath()
      context.arc(at.x, at.y, radius - 1.5, from, to)
      context.strokeStyle = readColour(colours[group] ?? 'var(--quiet)')
      context.lineWidth = 3.5
      context.stroke()
    }
    from = to
  })
  context.font = `600 ${count > 999 ? 10 : 11}px ${sans()}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = readColour('var(--ink)')
  context.fillText(String(count), at.x, at.y + 0.5)
}

function paintSelected(context: CanvasRenderingContext2D, at: Xy, radius: number): void {
  circle(context, at, radius)
  context.fillStyle = readColour('var(--rust)')
  context.fill()
  circle(context, at, radius + 4)
  context.strokeStyle = readColour('var(--ink)')
  context.lineWidth = 2
  context.stroke()
}

function paintLabel(context: CanvasRenderingContext2D, at: Xy, { name, radius }: Labelled): void {
  if (name === '') return
  context.font = `600 13px ${sans()}`
  context.textAlign = 'center'
  context.textBaseline = 'alphabetic'
  context.lineJoin = 'round'
  context.lineWidth = 4
  context.strokeStyle = readColour('var(--sheet)')
  const y = at.y - radius - 9
  context.strokeText(name, at.x, y)
  context.fillStyle = readColour('var(--ink)')
  context.fillText(name, at.x, y)
}

function circle(context: CanvasRenderingContext2D, { x, y }: Xy, radius: number): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
}

function sans(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--sans')
}

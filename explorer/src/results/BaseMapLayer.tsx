import { useMemo } from 'preact/hooks'
import { best } from '../language/language.ts'
import { baseMap, type BaseMap } from './baseMap.ts'
import { traceOutline } from './outline.ts'
import { lengthOf, project, type Xy } from './project.ts'

/** What lies under the spots of a map; `unit` is one pixel of the screen in lengths of the sheet. */
export function BaseMapLayer({ unit }: { readonly unit: number }) {
  const { streets, rails, stops, places, areas } = baseMap.value
  const outline = useMemo(() => traceOutline([...places, ...stops].map(project)), [places, stops])
  const lines = useMemo(() => splitAtWater(streets.map((points) => points.map(project))), [streets])
  return (
    <g aria-hidden="true">
      <path class="outline" d={outline} stroke-width={unit} />
      <path class="bridge" d={lines.bridges} stroke-width={unit} />
      <path class="street" d={lines.streets} stroke-width={1.1 * unit} />
      {stops.map((stop, index) => {
        const { x, y } = project(stop)
        return <circle key={index} class="stop" cx={x} cy={y} r={1.1 * unit} />
      })}
      {rails.map((points, index) => (
        <polyline
          key={index}
          class="rail"
          points={points.map(project).map(pair).join(' ')}
          stroke-width={2.4 * unit}
        />
      ))}
      {placeNames(areas, unit).map(({ name, x, y }) => (
        <text key={name} class="area" x={x} y={y} style={`font-size: ${13 * unit}px`}>
          {name}
        </text>
      ))}
    </g>
  )
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

function pair({ x, y }: Xy): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`
}

interface PlacedName extends Xy {
  readonly name: string
}

/** Names of areas as far as they do not lie over each other at this scale. */
function placeNames(areas: BaseMap['areas'], unit: number): readonly PlacedName[] {
  const placed: (PlacedName & { readonly half: number })[] = []
  for (const area of areas) {
    const name = best(area.name)
    const half = widthOf(name) * unit * 0.5
    const { x, y } = project(area.at)
    const isFree = placed.every(
      (other) => Math.abs(other.y - y) > 16 * unit || Math.abs(other.x - x) > half + other.half + 8 * unit,
    )
    if (isFree) placed.push({ name, x, y, half })
  }
  return placed
}

/** About how wide a name is in pixels: a Chinese character is twice a Latin one. */
function widthOf(name: string): number {
  return [...name].reduce((sum, character) => sum + (character > '\u2E80' ? 13 : 6.5), 0)
}

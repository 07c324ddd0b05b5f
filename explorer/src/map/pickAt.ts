import { keyOfSelected, type Selected } from '../results/selection.ts'
import { sizeOf, type Area } from './areas.ts'
import type { Drawn } from './clusters.ts'
import type { Mark } from './marks.ts'
import type { Xy } from './project.ts'
import { toScreen, toSheet, type Viewport } from './view.ts'

/** A target is 24 pixels wide, however small what is drawn. */
const LEAST_REACH = 12

/** What is drawn under a spot of the screen, the nearest first. */
export function drawnAt(
  spot: Xy,
  view: Viewport,
  drawn: readonly Drawn[],
  radiusOf: (drawn: Drawn) => number,
): readonly Drawn[] {
  return drawn
    .map((one) => {
      const { x, y } = toScreen(view, one.at)
      return { one, distance: Math.hypot(x - spot.x, y - spot.y) }
    })
    .filter(({ one, distance }) => distance <= Math.max(LEAST_REACH, radiusOf(one)))
    .toSorted((a, b) => a.distance - b.distance)
    .map(({ one }) => one)
}

/** The smallest area there: a large one can be pointed at beside it. */
export function areaAt(spot: Xy, view: Viewport, areas: readonly Area[]): Area | null {
  const { x, y } = toSheet(view, spot)
  const under = areas.filter(
    ({ extent }) => x >= extent.left && x <= extent.right && y >= extent.top && y <= extent.bottom,
  )
  return under.toSorted((a, b) => sizeOf(a.extent) - sizeOf(b.extent))[0] ?? null
}

/** The nearest mark; where it is selected already the next of those that stand at the same spot. */
export function nextMark(
  hits: readonly Drawn[],
  marks: readonly Mark[],
  selected: Selected | null,
): Mark | null {
  const under = hits.flatMap((hit) => (hit.kind === 'mark' ? (marks[hit.mark] ?? []) : []))
  const key = selected && keyOfSelected(selected)
  const at = under.findIndex(({ found }) => found.some((one) => keyOfSelected(one.selected) === key))
  return under[(at + 1) % under.length] ?? null
}

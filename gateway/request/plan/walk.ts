import type { Snapshot } from '../../snapshot.ts'
import type { Step } from './fetches.ts'
import type { Place } from './places.ts'
import { expand, readSpot } from './reading.ts'
import type { Kids } from './spot.ts'
import { Spot } from './spot.ts'

export type Walk = (root: Spot) => readonly Spot[]

/** Compiles the way from the root to all spots at a path. */
export function compileWalk(root: Place, path: readonly Step[], snapshot: Snapshot): Walk {
  const steps: ((spots: readonly Spot[]) => readonly Spot[])[] = []
  let place = root
  for (const { key, types } of path) {
    const child = place.children.get(key)
    if (child === undefined) throw new RangeError(`expected a place at ${key}`)
    steps.push(compileStep(child))
    if (types !== undefined) steps.push(compileFilter(child, new Set(types), snapshot))
    place = child
  }
  return (spot) => {
    let spots: readonly Spot[] = [spot]
    for (const step of steps) spots = step(spots)
    return spots
  }
}

function compileStep(child: Place): (spots: readonly Spot[]) => readonly Spot[] {
  const expandChild = expand(child)
  return (spots) => {
    const found: Spot[] = []
    for (const spot of spots) gather(expandChild(spot), found)
    return found
  }
}

function gather(kids: Kids | undefined, found: Spot[]): void {
  if (kids instanceof Spot) found.push(kids)
  else if (Array.isArray(kids)) for (const kid of kids) gather(kid, found)
}

function compileFilter(place: Place, types: ReadonlySet<string>, snapshot: Snapshot) {
  const { typename } = readSpot(place, snapshot)
  return (spots: readonly Spot[]) => spots.filter((spot) => types.has(typename(spot) ?? ''))
}

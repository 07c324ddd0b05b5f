import type { Snapshot } from '../supergraph/snapshot.ts'
import type { Step } from '../plan/fetches.ts'
import type { Place } from '../plan/responsePositions.ts'
import { expand, readSpot } from './reading.ts'
import type { Kids } from './resultNode.ts'
import { Spot } from './resultNode.ts'

/** The way from the root to all spots of a place, one step after another. */
export interface Walk {
  readonly before: Walk | undefined
  readonly step: (spots: readonly Spot[]) => readonly Spot[]
}

/** Where walks have led, so that those with a common way go it once. */
export type Walked = Map<Walk, readonly Spot[]>

/** Compiles ways; equal ones are one. */
export function createWalks(root: Place, snapshot: Snapshot): (path: readonly Step[]) => Walk {
  const start: Walk = { before: undefined, step: (spots) => spots }
  const known = new Map<string, { readonly walk: Walk; readonly place: Place }>()
  return (path) => {
    let at = { walk: start, place: root }
    let key = ''
    for (const { key: name, types } of path) {
      key += `.${name}|${types?.join() ?? ''}`
      const next = known.get(key) ?? compileStep(at.walk, at.place, name, types, snapshot)
      known.set(key, next)
      at = next
    }
    return at.walk
  }
}

function compileStep(
  before: Walk,
  parent: Place,
  key: string,
  types: readonly string[] | undefined,
  snapshot: Snapshot,
) {
  const place = parent.children.get(key)
  if (place === undefined) throw new RangeError(`expected a place at ${key}`)
  const gatherAll = gatherBelow(place)
  if (types === undefined) return { walk: { before, step: gatherAll }, place }
  const { typename } = readSpot(place, snapshot)
  const isMeant = (spot: Spot) => types.includes(typename(spot) ?? '')
  return { walk: { before, step: (spots: readonly Spot[]) => gatherAll(spots).filter(isMeant) }, place }
}

function gatherBelow(place: Place): Walk['step'] {
  const expandPlace = expand(place)
  return (spots) => {
    const found: Spot[] = []
    for (const spot of spots) gather(expandPlace(spot), found)
    return found
  }
}

function gather(kids: Kids | undefined, found: Spot[]): void {
  if (kids instanceof Spot) found.push(kids)
  else if (Array.isArray(kids)) for (const kid of kids) gather(kid, found)
}

export function walkTo(walk: Walk, root: Spot, walked: Walked): readonly Spot[] {
  const known = walked.get(walk)
  if (known !== undefined) return known
  const spots = walk.step(walk.before === undefined ? [root] : walkTo(walk.before, root, walked))
  walked.set(walk, spots)
  return spots
}

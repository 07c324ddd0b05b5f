import type { Position } from '../_kit/place.ts'

/** Polygons, each of an outer ring and the rings of its holes; the last position of a ring is its first. */
export type Boundary = readonly (readonly Ring[])[]
type Ring = readonly Position[]

/** Whether a position lies in one of the polygons; one on the line itself may count as either. */
export function isInside(boundary: Boundary, position: Position): boolean {
  return boundary.some((rings) => rings.filter((ring) => encloses(ring, position)).length % 2 === 1)
}

/** By the edges that a ray from the position to the east crosses. */
function encloses(ring: Ring, { lat, lng }: Position): boolean {
  let isInRing = false
  ring.forEach((to, index) => {
    const from = ring[index - 1]
    if (!from || from.lat > lat === to.lat > lat) return
    const crossesAt = from.lng + ((lat - from.lat) / (to.lat - from.lat)) * (to.lng - from.lng)
    if (lng < crossesAt) isInRing = !isInRing
  })
  return isInRing
}

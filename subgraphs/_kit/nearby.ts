import { metresBetween, type Position } from './place.ts'

export interface Near<T> {
  readonly item: T
  /** Whole metres along a straight line. */
  readonly metres: number
}

export interface NearbyIndex<T> {
  /** Items within the radius, nearest first, ties in the order in which they were indexed. */
  near(centre: Position, withinMetres: number, first: number): readonly Near<T>[]
}

/** About 111 m from south to north and 103 m from west to east at this latitude. */
const CELL_DEGREES = 0.001
const METRES_PER_DEGREE_LAT = 111_195
const METRES_PER_DEGREE_LNG = 102_900

/** A grid over the items that have a position; a look-up reads only the cells that its circle touches. */
export function createNearbyIndex<T>(
  items: readonly T[],
  positionOf: (item: T) => Position | null,
): NearbyIndex<T> {
  const cells = new Map<string, { item: T; at: Position; order: number }[]>()
  items.forEach((item, order) => {
    const at = positionOf(item)
    if (!at) return
    const key = cellKey(cellOf(at.lat), cellOf(at.lng))
    const cell = cells.get(key)
    if (cell) cell.push({ item, at, order })
    else cells.set(key, [{ item, at, order }])
  })

  return {
    near(centre, withinMetres, first) {
      const found: { item: T; exact: number; order: number }[] = []
      const latSpan = withinMetres / METRES_PER_DEGREE_LAT
      const lngSpan = withinMetres / METRES_PER_DEGREE_LNG
      for (let row = cellOf(centre.lat - latSpan); row <= cellOf(centre.lat + latSpan); row++) {
        for (let column = cellOf(centre.lng - lngSpan); column <= cellOf(centre.lng + lngSpan); column++) {
          for (const { item, at, order } of cells.get(cellKey(row, column)) ?? []) {
            const exact = metresBetween(centre, at)
            if (exact <= withinMetres) found.push({ item, exact, order })
          }
        }
      }
      found.sort((a, b) => a.exact - b.exact || a.order - b.order)
      return found.slice(0, first).map(({ item, exact }) => ({ item, metres: Math.round(exact) }))
    },
  }
}

function cellOf(degrees: number): number {
  return Math.floor(degrees / CELL_DEGREES)
}

function cellKey(row: number, column: number): string {
  return `${row}:${column}`
}

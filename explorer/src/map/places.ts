import { findPoint, type Point } from '../../../kit/tables/geojson.ts'
import { isRecord } from '../graph/isRecord.ts'

/** Whether a map can show anything of a row: its place, its area, or the place of what is listed in it. */
export function hasPlace(row: unknown): boolean {
  return (
    findPlace(row) !== null || findBox(row) !== null || listsIn(row).some(({ items }) => items.some(hasPlace))
  )
}

/** Beyond this latitude the projection of maps has no end. */
const LAST_LATITUDE = 85

export function findPlace(thing: unknown): Point | null {
  const point = findPoint(thing)
  return point && Math.abs(point.lat) <= LAST_LATITUDE && Math.abs(point.lng) <= 180 ? point : null
}

/** The rectangle around an area, in degrees. */
export interface Box {
  readonly south: number
  readonly west: number
  readonly north: number
  readonly east: number
}

/** Of a row that is an area, of whose boundary the graph tells no more. */
export function findBox(row: unknown): Box | null {
  if (!isRecord(row)) return null
  return Object.values(row).find(isBox) ?? null
}

function isBox(value: unknown): value is Box {
  return (
    isRecord(value) && ['south', 'west', 'north', 'east'].every((side) => typeof value[side] === 'number')
  )
}

export interface InnerList {
  /** The keys that lead to it, joined by dots. */
  readonly path: string
  readonly items: readonly unknown[]
}

/** The lists of objects in a thing, not those in these; an edge is what it leads to. */
export function listsIn(thing: unknown, above = ''): readonly InnerList[] {
  if (!isRecord(thing)) return []
  return Object.entries(thing).flatMap(([key, value]) => {
    const path = `${above}${key}`
    if (isRecord(value)) return listsIn(value, `${path}.`)
    return Array.isArray(value) && value.some(isRecord) ? [{ path, items: value.map(unwrapEdge) }] : []
  })
}

function unwrapEdge(item: unknown): unknown {
  return isRecord(item) && isRecord(item.node) ? item.node : item
}

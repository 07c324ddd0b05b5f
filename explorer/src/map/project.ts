import { geoMercator } from 'd3-geo'
import type { Point } from '../../../kit/tables/geojson.ts'

/** A spot on the sheet of a map. */
export interface Xy {
  readonly x: number
  readonly y: number
}

/** The projection of web maps, so that tiles lie under it; one length of the sheet is a pixel of theirs at this zoom. */
const SHEET_ZOOM = 12
const WORLD = 512 * 2 ** SHEET_ZOOM
const LATITUDE = 22.165
const sheet = geoMercator()
  .center([113.56, LATITUDE])
  .scale(WORLD / (2 * Math.PI))
  .translate([0, 0])

const METRES_AROUND_EARTH = 40_075_017

export function project({ lat, lng }: Point): Xy {
  const [x, y] = sheet([lng, lat]) ?? [Number.NaN, Number.NaN]
  return { x, y }
}

/** The place of a spot on the sheet. */
export function unproject({ x, y }: Xy): Point {
  const [lng, lat] = sheet.invert?.([x, y]) ?? [Number.NaN, Number.NaN]
  return { lat, lng }
}

/** A length in metres on the sheet, at Macao's latitude. */
export function lengthOf(metres: number): number {
  return (metres * WORLD) / (METRES_AROUND_EARTH * Math.cos((LATITUDE * Math.PI) / 180))
}

/** The zoom of web maps at which a length of the sheet is so many pixels. */
export function zoomOf(scale: number): number {
  return SHEET_ZOOM + Math.log2(scale)
}

export function scaleOf(zoom: number): number {
  return 2 ** (zoom - SHEET_ZOOM)
}

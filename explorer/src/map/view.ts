import type { Point } from '../../../kit/tables/geojson.ts'
import { project, scaleOf, unproject, zoomOf, type Xy } from './project.ts'

/** What of the sheet is in sight: a spot of it times the scale, and moved by x and y, is a pixel. */
export interface Viewport extends Xy {
  readonly scale: number
  readonly width: number
  readonly height: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** Corners on the sheet. */
export interface Extent {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The whole of Macao, from the northern border to Coloane. */
export const MACAO: Extent = extentBetween({ lat: 22.217, lng: 113.528 }, { lat: 22.11, lng: 113.6 })

/** A centre and a zoom, as an address has them. */
export interface Standpoint {
  readonly centre: Point
  readonly zoom: number
}

export const MIN_ZOOM = 8
export const MAX_ZOOM = 19.5
const WHOLE_ZOOM = 16

export function toScreen(view: Viewport, { x, y }: Xy): Xy {
  return { x: x * view.scale + view.x, y: y * view.scale + view.y }
}

export function toSheet(view: Viewport, { x, y }: Xy): Xy {
  return { x: (x - view.x) / view.scale, y: (y - view.y) / view.scale }
}

/** The whole extent in the middle, with a margin, and not so near that one place fills the map. */
export function fit(
  { left, top, right, bottom }: Extent,
  { width, height }: Size,
  nearest = WHOLE_ZOOM,
): Viewport {
  const margin = Math.min(56, width / 8, height / 8)
  const across = Math.max(right - left, 1e-6)
  const down = Math.max(bottom - top, 1e-6)
  const scale = Math.min((width - 2 * margin) / across, (height - 2 * margin) / down, scaleOf(nearest))
  const centre = { x: (left + right) / 2, y: (top + bottom) / 2 }
  return viewAround(centre, Math.max(scale, scaleOf(MIN_ZOOM)), { width, height })
}

export function viewAround(centre: Xy, scale: number, { width, height }: Size): Viewport {
  return { x: width / 2 - centre.x * scale, y: height / 2 - centre.y * scale, scale, width, height }
}

export function viewFrom({ centre, zoom }: Standpoint, size: Size): Viewport {
  return viewAround(project(centre), scaleOf(zoom), size)
}

export function standpointOf(view: Viewport): Standpoint {
  const centre = unproject(toSheet(view, { x: view.width / 2, y: view.height / 2 }))
  return { centre, zoom: zoomOf(view.scale) }
}

/** West, south, east and north of what is in sight, and of so many pixels more on each side. */
export function boundsOf(view: Viewport, more: number): [number, number, number, number] {
  const northWest = unproject(toSheet(view, { x: -more, y: -more }))
  const southEast = unproject(toSheet(view, { x: view.width + more, y: view.height + more }))
  return [northWest.lng, southEast.lat, southEast.lng, northWest.lat]
}

/** "22.19375,113.53990,13.25": a centre to a metre, and a zoom. */
export function writeStandpoint({ centre, zoom }: Standpoint): string {
  return [centre.lat.toFixed(5), centre.lng.toFixed(5), zoom.toFixed(2)].join(',')
}

/** Null for what is no standpoint: an address may be anybody's. */
export function parseStandpoint(text: string | null): Standpoint | null {
  const parts = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)$/.exec(text ?? '')
  if (!parts) return null
  const [lat = 90, lng = 0, zoom = 0] = parts.slice(1).map(Number)
  if (Math.abs(lat) > 85 || Math.abs(lng) > 180) return null
  return { centre: { lat, lng }, zoom: Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom)) }
}

export function extentBetween(northWest: Point, southEast: Point): Extent {
  const [{ x: left, y: top }, { x: right, y: bottom }] = [project(northWest), project(southEast)]
  return { left, top, right, bottom }
}

/** The smallest extent with all of them; null of none. */
export function extentOf(spots: readonly Xy[]): Extent | null {
  if (spots.length === 0) return null
  const extent = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const { x, y } of spots) {
    extent.left = Math.min(extent.left, x)
    extent.top = Math.min(extent.top, y)
    extent.right = Math.max(extent.right, x)
    extent.bottom = Math.max(extent.bottom, y)
  }
  return extent
}

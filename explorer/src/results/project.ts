import type { Point } from '../../../kit/tables/geojson.ts'

/** A spot on the sheet of a map. */
export interface Xy {
  readonly x: number
  readonly y: number
}

/** East is shorter than north by the cosine of the latitude; at Macao's size the earth is flat enough. */
const COSINE = Math.cos((22.16 * Math.PI) / 180)
const SCALE = 10_000
const METRES_PER_DEGREE = 111_195

export function project({ lat, lng }: Point): Xy {
  return { x: (lng - 113.5) * COSINE * SCALE, y: (22.3 - lat) * SCALE }
}

/** A length in metres on the sheet. */
export function lengthOf(metres: number): number {
  return (metres / METRES_PER_DEGREE) * SCALE
}

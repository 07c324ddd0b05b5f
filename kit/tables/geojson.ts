import { isRecord } from '../isRecord.ts'
import { flattenRow, type Cell, type Many } from './rows.ts'

/** A point of an answer: WGS 84. */
export interface Point {
  readonly lat: number
  readonly lng: number
}

/**
 * GeoJSON by RFC 7946; a row without a coordinate is a feature without a geometry, so that no row is lost. Of the
 * columns that are selected, where any are, the properties are made. `about` goes before the features: foreign members,
 * which a reader that does not know them passes over (6.1).
 */
export async function* writeGeoJson(
  rows: Many<unknown>,
  selected?: readonly string[],
  about: Readonly<Record<string, unknown>> = {},
): AsyncGenerator<string> {
  let separator = ''
  const members = Object.entries(about).map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},`,
  )
  yield `{"type":"FeatureCollection",${members.join('')}"features":[`
  for await (const row of rows) {
    yield `${separator}${JSON.stringify(toFeature(row, selected))}`
    separator = ',\n'
  }
  yield ']}\n'
}

/** Where a row lies: its own coordinate, else that of the nearest object in it (`place`, `museum.place`). */
export function findPoint(row: unknown): Point | null {
  let level: readonly unknown[] = [row]
  while (level.length > 0) {
    for (const value of level) {
      if (isRecord(value) && typeof value.lat === 'number' && typeof value.lng === 'number') {
        return { lat: value.lat, lng: value.lng }
      }
    }
    level = level.flatMap((value) => (isRecord(value) ? Object.values(value) : []))
  }
  return null
}

function toFeature(row: unknown, selected: readonly string[] | undefined) {
  const point = findPoint(row)
  const cells = flattenRow(row)
  const properties: Record<string, Cell> = Object.fromEntries(
    selected === undefined ? cells : selected.map((name) => [name, cells.get(name) ?? null]),
  )
  return {
    type: 'Feature',
    geometry: point && { type: 'Point', coordinates: [point.lng, point.lat] },
    properties,
  }
}

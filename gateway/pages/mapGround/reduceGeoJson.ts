import { isRecord } from '../../../kit/isRecord.ts'
import { UnusableGround } from './unusableGround.ts'

const GEOMETRIES: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}

/** What is drawn of a feature, besides its shape; anything else in the file may be nobody's business. */
const DRAWN = ['name', 'name:zh', 'name:pt', 'name:en', 'kind']

/** The shapes and names of a FeatureCollection (RFC 7946), and whom it is owed to. */
export function reduceGeoJson(text: string): string {
  const collection = parse(text)
  if (!isRecord(collection) || collection.type !== 'FeatureCollection' || !Array.isArray(collection.features))
    throw new UnusableGround('GeoJSON, a FeatureCollection; the file is none')
  const features = collection.features.map(reduceFeature)
  const { attribution } = collection
  return JSON.stringify({
    type: 'FeatureCollection',
    ...(typeof attribution === 'string' && { attribution }),
    features,
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UnusableGround(
      `GeoJSON; the file is no JSON (${error instanceof Error ? error.message : error})`,
    )
  }
}

function reduceFeature(feature: unknown, index: number): unknown {
  const geometry = isRecord(feature) ? feature.geometry : undefined
  const depth =
    isRecord(geometry) && typeof geometry.type === 'string' ? GEOMETRIES[geometry.type] : undefined
  if (!isRecord(feature) || !isRecord(geometry) || depth === undefined)
    throw new UnusableGround(`a shape in each feature; features[${index}] has none that is drawn`)
  if (!arePositions(geometry.coordinates, depth))
    throw new UnusableGround(
      `degrees of longitude and latitude (WGS 84); features[${index}] has coordinates that are none`,
    )
  const { properties } = feature
  const told = isRecord(properties) ? DRAWN.filter((key) => typeof properties[key] === 'string') : []
  return {
    type: 'Feature',
    geometry: { type: geometry.type, coordinates: geometry.coordinates },
    properties: Object.fromEntries(told.map((key) => [key, isRecord(properties) ? properties[key] : null])),
  }
}

/** Lists of lists of positions, so deep; a map in metres, as surveyors make them, would be drawn nowhere. */
function arePositions(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false
  if (depth > 0) return value.every((inner) => arePositions(inner, depth - 1))
  const [lng, lat]: readonly unknown[] = value
  return typeof lng === 'number' && typeof lat === 'number' && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
}

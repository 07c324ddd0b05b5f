import 'reflect-metadata'
import { Directive, Field, Float, ID, Int, ArgsType, ObjectType } from 'type-graphql'
import { inputError } from './errors.ts'

/** What follows from its arguments alone is the same for ever; a year is the longest that caches keep anything. */
export const FOR_GOOD = '@cacheControl(maxAge: 31536000)'

/** What every subgraph knows of a place from its id alone; each bureau's own `Place` class extends it. */
@ObjectType('PlaceFields')
export class PlaceFields {
  @Field(() => ID, {
    description: 'The coordinate rounded to five decimals (about a metre): "latitude,longitude" in WGS 84.',
  })
  @Directive(FOR_GOOD)
  id!: string

  @Field(() => Float, { description: 'Latitude in degrees, WGS 84.' })
  @Directive('@shareable')
  @Directive(FOR_GOOD)
  lat!: number

  @Field(() => Float, { description: 'Longitude in degrees, WGS 84.' })
  @Directive('@shareable')
  @Directive(FOR_GOOD)
  lng!: number
}

@ArgsType()
export class NearbyArgs {
  @Field(() => Int, {
    defaultValue: 400,
    description: 'The radius in metres along a straight line, 1 to 5000.',
  })
  withinMetres!: number

  @Field(() => Int, { defaultValue: 5, description: 'How many to return at most, nearest first, 1 to 100.' })
  first!: number
}

export interface Position {
  readonly lat: number
  readonly lng: number
}

export interface PlaceValue extends Position {
  readonly id: string
}

/** The territory with its waters and ports, generously: what lies outside is a mistake, not a place without neighbours. */
const TERRITORY = { minLat: 22.05, maxLat: 22.25, minLng: 113.5, maxLng: 113.65 }
/** What messages say was expected of a coordinate. */
export const TERRITORY_TEXT = `a coordinate in Macao (latitude ${TERRITORY.minLat} to ${TERRITORY.maxLat}, longitude ${TERRITORY.minLng} to ${TERRITORY.maxLng})`
const PLACE_ID = /^-?\d{1,2}\.\d{5},-?\d{1,3}\.\d{5}$/

export function createPlace(position: Position): PlaceValue {
  const lat = position.lat.toFixed(5)
  const lng = position.lng.toFixed(5)
  return { id: `${lat},${lng}`, lat: Number(lat), lng: Number(lng) }
}

/** The place that an id names, or null where the id is not one. */
export function parsePlaceId(id: string): PlaceValue | null {
  if (!PLACE_ID.test(id)) return null
  const [lat, lng] = id.split(',').map(Number)
  return lat === undefined || lng === undefined ? null : { id, lat, lng }
}

/** The place that an argument names; rejects ids of another form and places outside the territory. */
export function parsePlaceArgument(argument: string, id: string): PlaceValue {
  const place = parsePlaceId(id)
  if (!place)
    throw inputError(
      argument,
      'a place id "latitude,longitude" with five decimals each, such as "22.19758,113.54085"',
      id,
    )
  assertInTerritory(argument, place)
  return place
}

export function assertInTerritory(argument: string, position: Position): void {
  if (!isInTerritory(position)) throw inputError(argument, TERRITORY_TEXT, `${position.lat},${position.lng}`)
}

export function isInTerritory({ lat, lng }: Position): boolean {
  const { minLat, maxLat, minLng, maxLng } = TERRITORY
  return lat >= minLat && lat <= maxLat && lng >= minLng && lng <= maxLng
}

export function assertNearbyArgs({ withinMetres, first }: NearbyArgs): void {
  if (withinMetres < 1 || withinMetres > 5000)
    throw inputError('withinMetres', 'a whole number of metres from 1 to 5000', withinMetres)
  if (first < 1 || first > 100) throw inputError('first', 'a whole number from 1 to 100', first)
}

export const EARTH_RADIUS_METRES = 6_371_008.8

/** Great-circle distance in metres (haversine). */
export function metresBetween(a: Position, b: Position): number {
  const phi = Math.PI / 180
  const sinLat = Math.sin(((b.lat - a.lat) * phi) / 2)
  const sinLng = Math.sin(((b.lng - a.lng) * phi) / 2)
  const h = sinLat * sinLat + Math.cos(a.lat * phi) * Math.cos(b.lat * phi) * sinLng * sinLng
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(h))
}

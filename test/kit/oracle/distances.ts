import { assertInput, assertWithin } from './resolvers.ts'

export interface Place {
  readonly id: string
  readonly lat: number
  readonly lng: number
}

export interface Located {
  readonly place: Place | null
}

export interface NearbyArguments {
  readonly withinMetres: number
  readonly first: number
}

/** A place is its coordinate rounded to five decimals; a record without a coordinate has none. */
export function placeAt(lat: number | null, lng: number | null): Place | null {
  if (lat === null || lng === null) return null
  const id = `${lat.toFixed(5)},${lng.toFixed(5)}`
  return { id, lat: Number(lat.toFixed(5)), lng: Number(lng.toFixed(5)) }
}

/** The place that an argument names, within the territory and its waters. */
export function placeNamed(id: string): Place {
  const [, lat = NaN, lng = NaN] = (/^(-?\d+\.\d{5}),(-?\d+\.\d{5})$/.exec(id) ?? []).map(Number)
  assertInput(lat >= 22.05 && lat <= 22.25 && lng >= 113.5 && lng <= 113.65, 'place')
  return { id, lat, lng }
}

/** Along the great circle, through the angle between the two directions from the centre of the earth. */
export function metresBetween(a: Place, b: Place): number {
  const [x, y] = [direction(a), direction(b)]
  const cross = [x.y * y.z - x.z * y.y, x.z * y.x - x.x * y.z, x.x * y.y - x.y * y.x]
  return 6_371_008.8 * Math.atan2(Math.hypot(...cross), x.x * y.x + x.y * y.y + x.z * y.z)
}

function direction({ lat, lng }: Place) {
  const [phi, lambda] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180]
  return { x: Math.cos(phi) * Math.cos(lambda), y: Math.cos(phi) * Math.sin(lambda), z: Math.sin(phi) }
}

/** Every item within the radius, nearest first, in whole metres: each is measured, none is looked up. */
export function within<T extends Located>(items: readonly T[], centre: Place, radius: number) {
  return items
    .flatMap((item) => (item.place ? [{ item, exact: metresBetween(centre, item.place) }] : []))
    .filter(({ exact }) => exact <= radius)
    .toSorted((a, b) => a.exact - b.exact)
    .map(({ item, exact }) => ({ item, metres: Math.round(exact) }))
}

/** The answer of a `nearby` field whose items stand under `name`. */
export function near<T extends Located>(
  items: readonly T[],
  centre: Place,
  { withinMetres, first }: NearbyArguments,
  name: string,
) {
  assertWithin('withinMetres', withinMetres, 1, 5000)
  assertWithin('first', first, 1, 100)
  return within(items, centre, withinMetres)
    .slice(0, first)
    .map(({ item, metres }) => ({ metres, [name]: item }))
}

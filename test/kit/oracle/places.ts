import { metresBetween, placeNamed, type Place } from './distances.ts'
import { plain, type Resolvers } from './resolvers.ts'

export const placeResolvers: Resolvers = {
  Place: {
    ...plain('id', 'lat', 'lng'),
    // The facts hold boxes and no boundaries.
    area: () => null,
    distanceTo: (place: Place, args: { place: string }) =>
      Math.round(metresBetween(place, placeNamed(args.place))),
  },
  Query: {
    place: (_: unknown, { lat, lng }: { lat: number; lng: number }) =>
      placeNamed(`${lat.toFixed(5)},${lng.toFixed(5)}`),
  },
}

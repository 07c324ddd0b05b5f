import { routes, stops, type Route, type Stop } from './buses.ts'
import { placeNamed, within, type Place } from './distances.ts'
import { assertWithin, plain, type Resolvers } from './resolvers.ts'

interface RideArguments {
  readonly place: string
  readonly withinMetres: number
}

type Walk = ReturnType<typeof within<Stop>>[number]
type Ride = ReturnType<typeof rideOf>

/** Tries every stop of every direction against every later one, and keeps the best of each direction. */
function findRides(origin: Place, target: Place, withinMetres: number) {
  assertWithin('withinMetres', withinMetres, 1, 5000)
  const walkTo = new Map(within(stops, origin, withinMetres).map((walk) => [walk.item.id, walk]))
  const walkFrom = new Map(within(stops, target, withinMetres).map((walk) => [walk.item.id, walk]))
  return routes
    .flatMap((route) =>
      route.directions.flatMap((direction) => bestRide(route, direction, walkTo, walkFrom) ?? []),
    )
    .toSorted(compareRides)
    .slice(0, 20)
}

function bestRide(
  route: Route,
  direction: Route['directions'][number],
  walkTo: ReadonlyMap<string, Walk>,
  walkFrom: ReadonlyMap<string, Walk>,
): Ride | undefined {
  const rides = direction.stopIds.flatMap((boardId, from) =>
    direction.stopIds.flatMap((alightId, to) => {
      const [board, alight] = [walkTo.get(boardId), walkFrom.get(alightId)]
      return board && alight && from < to && boardId !== alightId
        ? [rideOf(route, direction.directionId, board, alight, to - from)]
        : []
    }),
  )
  return rides.toSorted(compareRides)[0]
}

function rideOf(route: Route, directionId: number, board: Walk, alight: Walk, stopCount: number) {
  return {
    route,
    directionId,
    boardAt: board.item,
    boardMetres: board.metres,
    alightAt: alight.item,
    alightMetres: alight.metres,
    stopCount,
  }
}

/** The least walking, then the fewest stops; what is still equal stays in the order of the routes. */
function compareRides(a: Ride, b: Ride): number {
  return a.boardMetres + a.alightMetres - b.boardMetres - b.alightMetres || a.stopCount - b.stopCount
}

export const rideResolvers: Resolvers = {
  BusRide: {
    ...plain('route', 'directionId', 'boardAt', 'boardMetres', 'alightAt', 'alightMetres', 'stopCount'),
  },
  Place: {
    busRidesFrom: (place: Place, args: RideArguments) =>
      findRides(placeNamed(args.place), placeNamed(place.id), args.withinMetres),
    busRidesTo: (place: Place, args: RideArguments) =>
      findRides(placeNamed(place.id), placeNamed(args.place), args.withinMetres),
  },
}

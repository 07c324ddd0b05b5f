import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import { assertNearbyArgs, parsePlaceArgument, type PlaceValue } from '../../_kit/place.ts'
import { findRides, type Ride } from '../busRides.ts'
import type { TransportContext } from '../loaders.ts'
import { BusRide, BusRidesArgs } from '../schema/busRide.ts'
import { assumedSize } from '../schema/listSize.ts'
import { Place } from '../schema/place.ts'
import type { BusRouteRecord } from '../source/busRoutes.ts'
import type { BusViews } from '../views/buses.ts'

const RULE =
  'Of each direction of each route the ride with the least walking, then the fewest stops; ' +
  'the least walking first, at most 20. A circular route is taken to its last stop and no further.'

@Resolver(() => Place)
export class BusRidePlaceResolver {
  @FieldResolver(() => [BusRide], {
    nullable: true,
    description: `Direct bus rides from another place to this one. ${RULE}`,
  })
  @Directive('@cost(weight: 5)')
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(assumedSize(20))
  @Directive('@semanticNonNull')
  busRidesFrom(
    @Root() place: PlaceValue,
    @Args(() => BusRidesArgs) args: BusRidesArgs,
    @Ctx() { source }: TransportContext,
  ): readonly RideWithRoute[] {
    return findRidesBetween(source.buses, parsePlaceArgument('place', args.place), place, args.withinMetres)
  }

  @FieldResolver(() => [BusRide], {
    nullable: true,
    description: `Direct bus rides from this place to another one. ${RULE}`,
  })
  @Directive('@cost(weight: 5)')
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(assumedSize(20))
  @Directive('@semanticNonNull')
  busRidesTo(
    @Root() place: PlaceValue,
    @Args(() => BusRidesArgs) args: BusRidesArgs,
    @Ctx() { source }: TransportContext,
  ): readonly RideWithRoute[] {
    return findRidesBetween(source.buses, place, parsePlaceArgument('place', args.place), args.withinMetres)
  }
}

type RideWithRoute = Omit<Ride, 'route'> & { readonly route: BusRouteRecord }

function findRidesBetween(
  views: BusViews,
  origin: PlaceValue,
  target: PlaceValue,
  withinMetres: number,
): readonly RideWithRoute[] {
  assertNearbyArgs({ withinMetres, first: 1 })
  const { near, all } = views.stops()
  // Of one reading: the register of the next may lack a route.
  const { rides, routes } = views.network()
  return findRides(
    rides,
    near.near(origin, withinMetres, all.length),
    near.near(target, withinMetres, all.length),
  ).flatMap((ride) => {
    const route = routes.get(ride.route)
    return route ? [{ ...ride, route }] : []
  })
}

import { Arg, Args, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { assertKnown } from '../../_kit/lists/knownIds.ts'
import { listItems } from '../../_kit/lists/listItems.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { Direction } from '../busRides.ts'
import { loadFound, type TransportContext } from '../loaders.ts'
import { Bus } from '../schema/bus.ts'
import { BusRoute, BusRouteConnection, BusRoutesArgs, RouteDirection } from '../schema/busRoute.ts'
import { BusStop } from '../schema/busStop.ts'
import { assumedSize } from '../schema/listSize.ts'
import type { HeadwayRecord } from '../source/busHeadways.ts'
import type { BusRecord } from '../source/busLive.ts'
import type { BusRouteRecord } from '../source/busRoutes.ts'
import type { BusStopRecord } from '../source/busStops.ts'
import type { RouteRegister } from '../views/buses.ts'
import { rulesOf } from './byId.ts'

@Resolver(() => BusRoute)
export class BusRouteResolver {
  @Query(() => BusRoute, { nullable: true, description: 'The bus route of this id, or null.' })
  busRoute(
    @Arg('id', () => ID, { description: 'The number of the route, such as "3A".' }) id: string,
    @Ctx() { loaders }: TransportContext,
  ): Promise<BusRouteRecord | null> {
    return loaders.busRoute.load(id)
  }

  @Query(() => BusRouteConnection, { nullable: true, description: 'The bus routes, by number.' })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  busRoutes(
    @Args(() => BusRoutesArgs) args: BusRoutesArgs,
    @Ctx() { source }: TransportContext,
  ): Page<BusRouteRecord> {
    return listRoutes(source.buses.routes(), args)
  }

  @FieldResolver()
  shortName(@Root() { id }: BusRouteRecord): string {
    return id
  }

  @FieldResolver()
  longName(@Root() { longName }: BusRouteRecord): Text {
    return createText(longName)
  }

  @FieldResolver()
  headways(@Root() { id }: BusRouteRecord, @Ctx() { source }: TransportContext): readonly HeadwayRecord[] {
    return source.buses.headways().get(id) ?? []
  }

  @FieldResolver()
  directions(@Root() { id }: BusRouteRecord, @Ctx() { source }: TransportContext): readonly Direction[] {
    return source.buses.network().directionsByRoute.get(id) ?? []
  }

  @FieldResolver(() => [BusStop], {
    nullable: true,
    description: 'Its stops in one direction, in order; null where it does not run in that direction.',
  })
  @Directive(assumedSize(40))
  stops(
    @Root() { id }: BusRouteRecord,
    @Arg('directionId', () => Int, {
      defaultValue: 0,
      description: 'Which direction, 0 or 1 (GTFS direction_id).',
    })
    directionId: number,
    @Ctx() { source, loaders }: TransportContext,
  ): Promise<readonly BusStopRecord[]> | null {
    const directions = source.buses.network().directionsByRoute.get(id)
    const direction = directions?.find((candidate) => candidate.directionId === directionId)
    return direction ? loadFound(loaders.busStop, direction.stops) : null
  }

  @FieldResolver(() => [Bus], { nullable: true, description: 'The buses that run on it now.' })
  @Directive(assumedSize(20))
  @Directive('@semanticNonNull')
  buses(@Root() { id }: BusRouteRecord, @Ctx() { source }: TransportContext): readonly BusRecord[] {
    return source.buses.live().byRoute.get(id) ?? []
  }

  @FieldResolver()
  provenance(@Ctx() { source }: TransportContext): ProvenanceValue {
    return provenanceOf(source.buses.feeds.routes, false)
  }
}

@Resolver(() => RouteDirection)
export class RouteDirectionResolver {
  @FieldResolver()
  stops(
    @Root() { stops }: Direction,
    @Ctx() { loaders }: TransportContext,
  ): Promise<readonly BusStopRecord[]> {
    return loadFound(loaders.busStop, stops)
  }
}

function listRoutes({ all, byId }: RouteRegister, args: BusRoutesArgs): Page<BusRouteRecord> {
  const { routeTypes, operator } = args.filter ?? {}
  assertKnown('filter.operator', operator, 'operators of bus routes', (id) =>
    all.some(({ operators }) => operators?.includes(id)),
  )
  const chosen = all.filter(
    (route) =>
      (!routeTypes || routeTypes.includes(route.routeType)) &&
      (!operator || route.operators?.includes(operator) === true),
  )
  return listItems(chosen, args, {
    ...rulesOf('bus routes', byId),
    keys: { FARE_MOP: ({ fareMop }) => fareMop },
    usual: 'AS_GIVEN',
  })
}

import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { paginate, type Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { Direction } from '../busRides.ts'
import { loadFound, type TransportContext } from '../loaders.ts'
import { Bus } from '../schema/bus.ts'
import { BusRoute, BusRouteConnection, BusRoutesArgs, RouteDirection } from '../schema/busRoute.ts'
import { CONNECTION_SIZE, assumedSize } from '../schema/listSize.ts'
import type { HeadwayRecord } from '../source/busHeadways.ts'
import type { BusRecord } from '../source/busLive.ts'
import type { BusRouteRecord } from '../source/busRoutes.ts'
import type { BusStopRecord } from '../source/busStops.ts'

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
  busRoutes(
    @Args(() => BusRoutesArgs) args: BusRoutesArgs,
    @Ctx() { source }: TransportContext,
  ): Page<BusRouteRecord> {
    return paginate(selectRoutes(source.buses.routes().all, args), args, ({ id }) => id)
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

  @FieldResolver(() => [Bus], { nullable: true, description: 'The buses that run on it now.' })
  @Directive(assumedSize(20))
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

function selectRoutes(
  routes: readonly BusRouteRecord[],
  { filter }: Pick<BusRoutesArgs, 'filter'>,
): readonly BusRouteRecord[] {
  const { routeTypes, operator } = filter ?? {}
  return routes.filter(
    (route) =>
      (!routeTypes || routeTypes.includes(route.routeType)) &&
      (!operator || route.operators?.includes(operator) === true),
  )
}

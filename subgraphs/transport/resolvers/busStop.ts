import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import { loadFound, type TransportContext } from '../loaders.ts'
import { Bus } from '../schema/bus.ts'
import { BusRoute } from '../schema/busRoute.ts'
import { BusStop, BusStopConnection, BusStopsArgs } from '../schema/busStop.ts'
import { assumedSize } from '../schema/listSize.ts'
import type { AdministrativeArea } from '../schema/place.ts'
import type { BusRecord } from '../source/busLive.ts'
import type { BusRouteRecord } from '../source/busRoutes.ts'
import type { BusStopRecord } from '../source/busStops.ts'
import { listBusStops } from './selectBusStops.ts'

@Resolver(() => BusStop)
export class BusStopResolver {
  @Query(() => BusStop, { nullable: true, description: 'The bus stop of this id, or null.' })
  busStop(
    @Arg('id', () => ID, { description: 'The code of the pole, such as "M1/5".' }) id: string,
    @Ctx() { loaders }: TransportContext,
  ): Promise<BusStopRecord | null> {
    return loaders.busStop.load(id)
  }

  @Query(() => BusStopConnection, { nullable: true, description: 'The bus stops, each pole by itself.' })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  busStops(
    @Args(() => BusStopsArgs) args: BusStopsArgs,
    @Ctx() { source }: TransportContext,
  ): Page<BusStopRecord> {
    return listBusStops(source.buses.stops().all, source.buses, args)
  }

  @FieldResolver()
  name(@Root() { name }: BusStopRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  area(@Root() { area }: BusStopRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver()
  areaIsEstimated(@Root() { area }: BusStopRecord): boolean {
    return area !== null
  }

  @FieldResolver(() => [BusRoute], {
    nullable: true,
    description: 'The routes that call here, of those whose order of stops this graph holds.',
  })
  @Directive(assumedSize(15))
  @Directive('@semanticNonNull')
  routes(
    @Root() { id }: BusStopRecord,
    @Ctx() { source, loaders }: TransportContext,
  ): Promise<readonly BusRouteRecord[]> {
    return loadFound(loaders.busRoute, source.buses.network().routesByStop.get(id) ?? [])
  }

  @FieldResolver(() => [Bus], {
    nullable: true,
    description: 'The buses that stand here or go here next.',
  })
  @Directive(assumedSize(5))
  @Directive('@semanticNonNull')
  buses(@Root() { id }: BusStopRecord, @Ctx() { source }: TransportContext): readonly BusRecord[] {
    return source.buses.live().byStop.get(id) ?? []
  }

  @FieldResolver()
  provenance(@Ctx() { source }: TransportContext): ProvenanceValue {
    return provenanceOf(source.buses.feeds.stops, false)
  }
}

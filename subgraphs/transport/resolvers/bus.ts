import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { paginate, type Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import type { TransportContext } from '../loaders.ts'
import { passengerLoadOf, type PassengerLoad } from '../passengerLoad.ts'
import { Bus, BusConnection, BusesArgs } from '../schema/bus.ts'
import { CONNECTION_SIZE } from '../schema/listSize.ts'
import type { BusRecord } from '../source/busLive.ts'
import type { BusRouteRecord } from '../source/busRoutes.ts'
import type { BusStopRecord } from '../source/busStops.ts'
import type { LiveBuses } from '../views/buses.ts'

@Resolver(() => Bus)
export class BusResolver {
  @Query(() => Bus, { nullable: true, description: 'The bus of this id that is in service now, or null.' })
  bus(
    @Arg('id', () => ID, { description: 'The number of the vehicle.' }) id: string,
    @Ctx() { loaders }: TransportContext,
  ): Promise<BusRecord | null> {
    return loaders.bus.load(id)
  }

  @Query(() => BusConnection, { nullable: true, description: 'The buses in service now.' })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 15)')
  buses(@Args(() => BusesArgs) args: BusesArgs, @Ctx() { source }: TransportContext): Page<BusRecord> {
    return paginate(selectBuses(source.buses.live(), args), args, ({ id }) => id)
  }

  @FieldResolver()
  route(@Root() { route }: BusRecord, @Ctx() { loaders }: TransportContext): Promise<BusRouteRecord | null> {
    return loaders.busRoute.load(route)
  }

  @FieldResolver()
  stop(@Root() { stop }: BusRecord, @Ctx() { loaders }: TransportContext): Promise<BusStopRecord | null> {
    return loaders.busStop.load(stop)
  }

  @FieldResolver()
  async driverRosterId(
    @Root() { id }: BusRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<string | null> {
    return (await loaders.busRoster.load(id))?.rosterId ?? null
  }

  @FieldResolver()
  passengerLoad(@Root() { passengerLoadRaw }: BusRecord): PassengerLoad | null {
    return passengerLoadOf(passengerLoadRaw)
  }

  @FieldResolver()
  stale(@Ctx() { source }: TransportContext): boolean {
    return source.buses.feeds.live.read().stale
  }

  @FieldResolver()
  provenance(@Root() { sample }: BusRecord, @Ctx() { source }: TransportContext): ProvenanceValue {
    return provenanceOf(source.buses.feeds.live, sample)
  }
}

function selectBuses(live: LiveBuses, { filter }: Pick<BusesArgs, 'filter'>): readonly BusRecord[] {
  const { route, stop, isLowFloor } = filter ?? {}
  const onRoute = route ? (live.byRoute.get(route) ?? []) : live.all
  return onRoute.filter(
    (bus) =>
      (!stop || bus.stop === stop) &&
      (isLowFloor === undefined || isLowFloor === null || bus.isLowFloor === isLowFloor),
  )
}

import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, isGiven, type Page } from '../../_kit/connection.ts'
import { assertKnown } from '../../_kit/lists/knownIds.ts'
import { listItems } from '../../_kit/lists/listItems.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import type { TransportContext } from '../loaders.ts'
import { passengerLoadOf, type PassengerLoad } from '../passengerLoad.ts'
import { Bus, BusConnection, BusesArgs } from '../schema/bus.ts'
import type { BusRecord } from '../source/busLive.ts'
import type { BusRouteRecord } from '../source/busRoutes.ts'
import type { BusStopRecord } from '../source/busStops.ts'
import type { BusViews } from '../views/buses.ts'
import { rulesOf } from './byId.ts'

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
  @Directive('@semanticNonNull')
  buses(@Args(() => BusesArgs) args: BusesArgs, @Ctx() { source }: TransportContext): Page<BusRecord> {
    return listBuses(source.buses, args)
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

function listBuses(views: BusViews, args: BusesArgs): Page<BusRecord> {
  const { all, byId, byRoute } = views.live()
  const { route, stop, isLowFloor } = args.filter ?? {}
  assertKnown('filter.route', route, 'bus routes', (id) => views.routes().byId.has(id))
  assertKnown('filter.stop', stop, 'bus stops', (id) => views.stops().byId.has(id))
  const onRoute = route ? (byRoute.get(route) ?? []) : all
  const chosen = onRoute.filter(
    (bus) => (!stop || bus.stop === stop) && (!isGiven(isLowFloor) || bus.isLowFloor === isLowFloor),
  )
  return listItems(chosen, args, {
    ...rulesOf('buses', byId),
    keys: { OBSERVED_AT: ({ observedAt }) => observedAt },
    usual: 'AS_GIVEN',
  })
}

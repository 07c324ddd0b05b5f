import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import { isGiven } from '../../_kit/connection.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { NearbyArgs, assertNearbyArgs, type PlaceValue } from '../../_kit/place.ts'
import type { Near, NearbyIndex } from '../../_kit/nearby.ts'
import type { TransportContext } from '../loaders.ts'
import { NearbyBorderCheckpoint } from '../schema/borderCheckpoint.ts'
import { NearbyStop, NearbyStopsArgs } from '../schema/busStop.ts'
import { NearbyCarPark } from '../schema/carPark.ts'
import { NearbyCarParksArgs } from '../schema/carParkArgs.ts'
import { FIRST_SIZE } from '../schema/listSize.ts'
import { NearbyStation } from '../schema/lrt.ts'
import { Place } from '../schema/place.ts'
import { NearbyRoadWork, NearbyRoadWorksArgs } from '../schema/roadWork.ts'
import type { BorderCheckpointRecord } from '../source/borderCheckpoints.ts'
import type { BusStopRecord } from '../source/busStops.ts'
import type { CarParkRecord } from '../source/carParkDetail.ts'
import type { LrtStationRecord } from '../source/lrt.ts'
import type { RoadWorkRecord } from '../source/roadWorks.ts'
import { lastsOn } from './roadWork.ts'
import { isOnRouteOfType } from './selectBusStops.ts'
import { hasFreeSpaces } from './selectCarParks.ts'

@Resolver(() => Place)
export class NearbyPlaceResolver {
  @FieldResolver(() => [NearbyStop], {
    nullable: true,
    description: 'Bus stops near this place, nearest first.',
  })
  @Directive(FIRST_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  nearbyStops(
    @Root() place: PlaceValue,
    @Args(() => NearbyStopsArgs) args: NearbyStopsArgs,
    @Ctx() { source }: TransportContext,
  ): readonly { metres: number; stop: BusStopRecord }[] {
    const { near } = source.buses.stops()
    const accepts = args.routeTypes ? isOnRouteOfType(source.buses, args.routeTypes) : undefined
    return findNear(near, place, args, accepts).map(({ item, metres }) => ({ metres, stop: item }))
  }

  @FieldResolver(() => [NearbyCarPark], {
    nullable: true,
    description: 'Car parks near this place, nearest first.',
  })
  @Directive(FIRST_SIZE)
  @Directive('@cacheControl(maxAge: 10)')
  @Directive('@semanticNonNull')
  nearbyCarParks(
    @Root() place: PlaceValue,
    @Args(() => NearbyCarParksArgs) args: NearbyCarParksArgs,
    @Ctx() { source }: TransportContext,
  ): readonly { metres: number; carPark: CarParkRecord }[] {
    const { near } = source.carParks.parks()
    const isFree = oneForm('hasFreeSpaces', args.hasFreeSpaces, 'withFreeSpaces', args.withFreeSpaces || null)
    const accepts = isGiven(isFree) ? hasFreeSpaces(source.carParks, isFree) : undefined
    return findNear(near, place, args, accepts).map(({ item, metres }) => ({ metres, carPark: item }))
  }

  @FieldResolver(() => [NearbyStation], {
    nullable: true,
    description: 'LRT stations near this place, nearest first.',
  })
  @Directive(FIRST_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  nearbyStations(
    @Root() place: PlaceValue,
    @Args(() => NearbyArgs) args: NearbyArgs,
    @Ctx() { source }: TransportContext,
  ): readonly { metres: number; station: LrtStationRecord }[] {
    return findNear(source.lrt.system().near, place, args).map(({ item, metres }) => ({
      metres,
      station: item,
    }))
  }

  @FieldResolver(() => [NearbyRoadWork], {
    nullable: true,
    description:
      'Road works and diversions near this place, nearest first; without those whose notice gives no coordinate.',
  })
  @Directive(FIRST_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  nearbyRoadWorks(
    @Root() place: PlaceValue,
    @Args(() => NearbyRoadWorksArgs) args: NearbyRoadWorksArgs,
    @Ctx() { source }: TransportContext,
  ): readonly { metres: number; roadWork: RoadWorkRecord }[] {
    const { on } = args
    const accepts = on ? (work: RoadWorkRecord) => lastsOn(work, on) : undefined
    return findNear(source.roads.works().near, place, args, accepts).map(({ item, metres }) => ({
      metres,
      roadWork: item,
    }))
  }

  @FieldResolver(() => [NearbyBorderCheckpoint], {
    nullable: true,
    description: 'Border checkpoints near this place, nearest first.',
  })
  @Directive(FIRST_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  nearbyBorderCheckpoints(
    @Root() place: PlaceValue,
    @Args(() => NearbyArgs) args: NearbyArgs,
    @Ctx() { source }: TransportContext,
  ): readonly { metres: number; borderCheckpoint: BorderCheckpointRecord }[] {
    return findNear(source.border.checkpoints().near, place, args).map(({ item, metres }) => ({
      metres,
      borderCheckpoint: item,
    }))
  }
}

/** The nearest that are accepted; the index knows no filter, so all within the radius are looked at. */
function findNear<T>(
  index: NearbyIndex<T>,
  place: PlaceValue,
  args: NearbyArgs,
  accepts?: (item: T) => boolean,
): readonly Near<T>[] {
  assertNearbyArgs(args)
  if (!accepts) return index.near(place, args.withinMetres, args.first)
  return index
    .near(place, args.withinMetres, Number.POSITIVE_INFINITY)
    .filter(({ item }) => accepts(item))
    .slice(0, args.first)
}

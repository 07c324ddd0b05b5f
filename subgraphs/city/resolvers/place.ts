import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Near, NearbyIndex } from '../../_kit/nearby.ts'
import { NearbyOpenArgs } from '../../_kit/nearbyOpenArgs.ts'
import { assertNearbyArgs, NearbyArgs, type PlaceValue } from '../../_kit/place.ts'
import type { CityContext } from '../context.ts'
import { NearbyDrinkingWaterPoint } from '../schema/drinkingWaterPoint.ts'
import { FIRST_SIZE } from '../schema/listSize.ts'
import { NearbyPark } from '../schema/park.ts'
import { NearbyToilet, NearbyToiletsArgs } from '../schema/publicToilet.ts'
import { Place } from '../schema/references.ts'
import type { DrinkingWaterRecord } from '../source/drinkingWater.ts'
import type { ParkRecord } from '../source/parks.ts'
import type { PublicToiletRecord } from '../source/publicToilets.ts'
import { isKnownOpen } from './opening.ts'
import { fitsToilet } from './selectToilets.ts'

@Resolver(() => Place)
export class PlaceResolver {
  @FieldResolver(() => [NearbyToilet], {
    nullable: true,
    description: 'Public toilets near this place, nearest first.',
  })
  @Directive(FIRST_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  nearbyToilets(
    @Root() place: PlaceValue,
    @Args(() => NearbyToiletsArgs) args: NearbyToiletsArgs,
    @Ctx() { source }: CityContext,
  ): readonly { metres: number; toilet: PublicToiletRecord }[] {
    const near = findNear(source.toilets().near, place, args, fitsToilet(args))
    return near.map(({ item, metres }) => ({ metres, toilet: item }))
  }

  @FieldResolver(() => [NearbyDrinkingWaterPoint], {
    nullable: true,
    description: 'Machines with drinking water near this place, nearest first.',
  })
  @Directive(FIRST_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  nearbyDrinkingWaterPoints(
    @Root() place: PlaceValue,
    @Args(() => NearbyOpenArgs) args: NearbyOpenArgs,
    @Ctx() { source }: CityContext,
  ): readonly { metres: number; drinkingWaterPoint: DrinkingWaterRecord }[] {
    const near = findNear(source.drinkingWater().near, place, args, isKnownOpen(args.openAt))
    return near.map(({ item, metres }) => ({ metres, drinkingWaterPoint: item }))
  }

  @FieldResolver(() => [NearbyPark], {
    nullable: true,
    description: 'Parks near this place, nearest first.',
  })
  @Directive(FIRST_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  nearbyParks(
    @Root() place: PlaceValue,
    @Args(() => NearbyArgs) args: NearbyArgs,
    @Ctx() { source }: CityContext,
  ): readonly { metres: number; park: ParkRecord }[] {
    const near = findNear(source.parks().near, place, args, () => true)
    return near.map(({ item, metres }) => ({ metres, park: item }))
  }
}

/** The nearest that are accepted; the index knows no filter, so all within the radius are looked at. */
function findNear<T>(
  index: NearbyIndex<T>,
  place: PlaceValue,
  args: NearbyArgs,
  accepts: (item: T) => boolean,
): readonly Near<T>[] {
  assertNearbyArgs(args)
  return index
    .near(place, args.withinMetres, Number.POSITIVE_INFINITY)
    .filter(({ item }) => accepts(item))
    .slice(0, args.first)
}

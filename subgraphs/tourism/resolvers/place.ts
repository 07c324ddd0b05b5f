import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import { assertNearbyArgs, type PlaceValue } from '../../_kit/place.ts'
import { assertStars, hasStars } from '../hotelLists.ts'
import { NearbyAttraction, NearbyAttractionsArgs } from '../schema/attraction.ts'
import { NearbyHotel, NearbyHotelsArgs } from '../schema/hotel.ts'
import { Place } from '../schema/references.ts'
import type { AttractionRecord } from '../source/attractions.ts'
import type { HotelRecord } from '../source/hotels.ts'
import type { TourismContext } from './context.ts'

@Resolver(() => Place)
export class PlaceResolver {
  @FieldResolver(() => [NearbyAttraction], {
    nullable: true,
    description: 'Attractions near this place, nearest first.',
  })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  @Directive('@semanticNonNull')
  nearbyAttractions(
    @Root() place: PlaceValue,
    @Args(() => NearbyAttractionsArgs) args: NearbyAttractionsArgs,
    @Ctx() { source }: TourismContext,
  ): readonly { metres: number; attraction: AttractionRecord }[] {
    assertNearbyArgs(args)
    return source.attractions
      .view()
      .near.near(place, args.withinMetres, Infinity)
      .filter(({ item }) => !args.categories || args.categories.includes(item.category))
      .slice(0, args.first)
      .map(({ item, metres }) => ({ metres, attraction: item }))
  }

  @FieldResolver(() => [NearbyHotel], {
    nullable: true,
    description: 'Hotels near this place, nearest first.',
  })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  @Directive('@semanticNonNull')
  nearbyHotels(
    @Root() place: PlaceValue,
    @Args(() => NearbyHotelsArgs) args: NearbyHotelsArgs,
    @Ctx() { source }: TourismContext,
  ): readonly { metres: number; hotel: HotelRecord }[] {
    assertNearbyArgs(args)
    assertStars('minStars', args.minStars)
    return source.hotels
      .view()
      .near.near(place, args.withinMetres, Infinity)
      .filter(({ item }) => hasStars(item, args.minStars))
      .slice(0, args.first)
      .map(({ item, metres }) => ({ metres, hotel: item }))
  }
}

import { Arg, Args, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import {
  assertInTerritory,
  createPlace,
  metresBetween,
  parsePlaceArgument,
  type PlaceValue,
} from '../../_kit/place.ts'
import { Place, PlaceArgs } from '../schema/place.ts'

@Resolver(() => Place)
export class PlaceResolver {
  @Query(() => Place, {
    nullable: true,
    description: 'The place at this coordinate; whatever stands near it follows from it.',
  })
  place(@Args(() => PlaceArgs) position: PlaceArgs): PlaceValue {
    assertInTerritory('lat, lng', position)
    return createPlace(position)
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Whole metres to another place along a straight line.',
  })
  distanceTo(
    @Root() from: PlaceValue,
    @Arg('place', () => ID, { description: 'The id of the other place, such as "22.19758,113.54085".' })
    place: string,
  ): number {
    return Math.round(metresBetween(from, parsePlaceArgument('place', place)))
  }
}

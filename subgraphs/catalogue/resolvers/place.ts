import { Arg, Args, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import {
  assertInTerritory,
  createPlace,
  FOR_GOOD,
  metresBetween,
  parsePlaceArgument,
  type PlaceValue,
} from '../../_kit/place.ts'
import { findArea } from '../findArea.ts'
import { AdministrativeArea } from '../schema/administrativeArea.ts'
import { Place, PlaceArgs } from '../schema/place.ts'
import type { AreaRecord } from '../source/areas.ts'
import type { CatalogueContext } from './context.ts'

@Resolver(() => Place)
export class PlaceResolver {
  @Query(() => Place, {
    nullable: true,
    description: 'The place at this coordinate; whatever stands near it follows from it.',
  })
  @Directive(FOR_GOOD)
  @Directive('@semanticNonNull')
  place(@Args(() => PlaceArgs) position: PlaceArgs): PlaceValue {
    assertInTerritory('lat, lng', position)
    return createPlace(position)
  }

  @FieldResolver(() => AdministrativeArea, {
    nullable: true,
    description:
      'The parish, reclamation area or special zone in whose boundary it lies; null where we hold no boundary that encloses it. Today no source of boundaries is read, and it is null everywhere: rectangles would give wrong answers. What stands at a place has an `area` of its own, from its register.',
  })
  @Directive('@cacheControl(maxAge: 86400)')
  area(@Root() place: PlaceValue, @Ctx() { source }: CatalogueContext): AreaRecord | null {
    return findArea(source.areaView().all, place)
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Whole metres to another place along a straight line.',
  })
  @Directive(FOR_GOOD)
  @Directive('@semanticNonNull')
  distanceTo(
    @Root() from: PlaceValue,
    @Arg('place', () => ID, { description: 'The id of the other place, such as "22.19758,113.54085".' })
    place: string,
  ): number {
    return Math.round(metresBetween(from, parsePlaceArgument('place', place)))
  }
}

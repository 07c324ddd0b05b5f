import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Near } from '../../_kit/nearby.ts'
import { NearbyOpenArgs } from '../../_kit/nearbyOpenArgs.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { assertNearbyArgs, type NearbyArgs, type PlaceValue } from '../../_kit/place.ts'
import type { CultureContext } from '../context.ts'
import type { NearLoader } from '../loaders.ts'
import { NearbyLibrary } from '../schema/library.ts'
import { NearbyMonument } from '../schema/monument.ts'
import { NearbyMuseum } from '../schema/museum.ts'
import { Place } from '../schema/references.ts'
import { NearbyVenue, NearbyVenuesArgs } from '../schema/venue.ts'
import type { LibraryRecord } from '../source/libraries.ts'
import type { MonumentRecord } from '../source/monuments.ts'
import type { MuseumRecord } from '../source/museums.ts'
import { openAt, type Condition } from '../source/table.ts'
import { ofVenueKinds, seating, type VenueRecord } from '../source/venues.ts'

const SLICED = '@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)'

@Resolver(() => Place)
export class PlaceResolver {
  @FieldResolver(() => [NearbyMuseum], {
    nullable: true,
    description: 'Museums near this place, nearest first.',
  })
  @Directive(SLICED)
  @Directive('@semanticNonNull')
  async nearbyMuseums(
    @Root() place: PlaceValue,
    @Args(() => NearbyOpenArgs) args: NearbyOpenArgs,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly { metres: number; museum: MuseumRecord }[]> {
    const near = await loadNear(loaders.museumsNear, place, args, openAt(args.openAt))
    return near.map(({ item, metres }) => ({ metres, museum: item }))
  }

  @FieldResolver(() => [NearbyMonument], {
    nullable: true,
    description: 'Monuments near this place, nearest first.',
  })
  @Directive(SLICED)
  @Directive('@semanticNonNull')
  async nearbyMonuments(
    @Root() place: PlaceValue,
    @Args(() => NearbyOpenArgs) args: NearbyOpenArgs,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly { metres: number; monument: MonumentRecord }[]> {
    const near = await loadNear(loaders.monumentsNear, place, args, openAt(args.openAt))
    return near.map(({ item, metres }) => ({ metres, monument: item }))
  }

  @FieldResolver(() => [NearbyLibrary], {
    nullable: true,
    description: 'Libraries near this place, nearest first.',
  })
  @Directive(SLICED)
  @Directive('@semanticNonNull')
  async nearbyLibraries(
    @Root() place: PlaceValue,
    @Args(() => NearbyOpenArgs) args: NearbyOpenArgs,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly { metres: number; library: LibraryRecord }[]> {
    const near = await loadNear(loaders.librariesNear, place, args, openAt(args.openAt))
    return near.map(({ item, metres }) => ({ metres, library: item }))
  }

  @FieldResolver(() => [NearbyVenue], {
    nullable: true,
    description: 'Venues near this place, nearest first.',
  })
  @Directive(SLICED)
  @Directive('@semanticNonNull')
  async nearbyVenues(
    @Root() place: PlaceValue,
    @Args(() => NearbyVenuesArgs) args: NearbyVenuesArgs,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly { metres: number; venue: VenueRecord }[]> {
    const kinds = oneForm('kinds', args.kinds, 'kind', args.kind && [args.kind])
    const conditions = [...ofVenueKinds(kinds), ...seating(args.minCapacity)]
    const near = await loadNear(loaders.venuesNear, place, args, conditions)
    return near.map(({ item, metres }) => ({ metres, venue: item }))
  }
}

function loadNear<R>(
  loader: NearLoader<R>,
  centre: PlaceValue,
  args: NearbyArgs,
  conditions: readonly Condition<R>[],
): Promise<readonly Near<R>[]> {
  assertNearbyArgs(args)
  const { withinMetres, first } = args
  return loader.load({ centre, withinMetres, first, conditions })
}

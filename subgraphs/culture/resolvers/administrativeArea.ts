import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import type { CultureContext } from '../context.ts'
import { Library } from '../schema/library.ts'
import { Monument } from '../schema/monument.ts'
import { Museum } from '../schema/museum.ts'
import { AdministrativeArea } from '../schema/references.ts'
import { Venue } from '../schema/venue.ts'
import type { LibraryRecord } from '../source/libraries.ts'
import type { MonumentRecord } from '../source/monuments.ts'
import type { MuseumRecord } from '../source/museums.ts'
import type { VenueRecord } from '../source/venues.ts'

/** An area has a handful of each; no register has more than thirty in all. */
const SHORT = '@listSize(assumedSize: 10)'

@Resolver(() => AdministrativeArea)
export class AdministrativeAreaResolver {
  @FieldResolver(() => [Museum], { nullable: true, description: 'The museums of this area, by id.' })
  @Directive(SHORT)
  museums(
    @Root() { id }: AdministrativeArea,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly MuseumRecord[]> {
    return loaders.museumsIn.load({ key: id, limit: null })
  }

  @FieldResolver(() => [Monument], {
    nullable: true,
    description: 'The world heritage monuments of this area, by id.',
  })
  @Directive(SHORT)
  monuments(
    @Root() { id }: AdministrativeArea,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly MonumentRecord[]> {
    return loaders.monumentsIn.load({ key: id, limit: null })
  }

  @FieldResolver(() => [Library], {
    nullable: true,
    description: 'The public libraries of this area, by id.',
  })
  @Directive(SHORT)
  libraries(
    @Root() { id }: AdministrativeArea,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly LibraryRecord[]> {
    return loaders.librariesIn.load({ key: id, limit: null })
  }

  @FieldResolver(() => [Venue], { nullable: true, description: 'The event venues of this area, by id.' })
  @Directive(SHORT)
  venues(
    @Root() { id }: AdministrativeArea,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly VenueRecord[]> {
    return loaders.venuesIn.load({ key: id, limit: null })
  }
}

import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import type { CultureContext } from '../context.ts'
import { Library, LibraryConnection, LibraryListArgs } from '../schema/library.ts'
import { Monument, MonumentConnection, MonumentListArgs } from '../schema/monument.ts'
import { Museum, MuseumConnection, MuseumListArgs } from '../schema/museum.ts'
import { AdministrativeArea } from '../schema/references.ts'
import { Venue, VenueConnection, VenueListArgs } from '../schema/venue.ts'
import type { LibraryRecord } from '../source/libraries.ts'
import { listsOnly } from '../source/listRecords.ts'
import type { MonumentRecord } from '../source/monuments.ts'
import type { MuseumRecord } from '../source/museums.ts'
import type { VenueRecord } from '../source/venues.ts'
import { listLibraries } from './library.ts'
import { listMonuments } from './monument.ts'
import { listMuseums } from './museum.ts'
import { listVenues } from './venue.ts'

/** An area has a handful of each; no register has more than thirty in all. */
const SHORT = '@listSize(assumedSize: 10)'
const A_DAY = '@cacheControl(maxAge: 86400)'

/** Each list is read for all areas of a page at once, and a page of it is cut in memory. */
@Resolver(() => AdministrativeArea)
export class AdministrativeAreaResolver {
  @FieldResolver(() => MuseumConnection, { nullable: true, description: 'The museums of this area.' })
  @Directive(A_DAY)
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  async museumsConnection(
    @Root() { id }: AdministrativeArea,
    @Args(() => MuseumListArgs) args: MuseumListArgs,
    @Ctx() { tables, loaders }: CultureContext,
  ): Promise<Page<MuseumRecord>> {
    const records = await loaders.museumsIn.load({ key: id, limit: null })
    return listMuseums(listsOnly(tables.museums, `museums of ${id}`, records), args)
  }

  @FieldResolver(() => [Museum], {
    nullable: true,
    description: 'The museums of this area, by id.',
    deprecationReason: 'Use `museumsConnection`; goes on 2027-06-30.',
  })
  @Directive(SHORT)
  @Directive('@semanticNonNull')
  museums(
    @Root() { id }: AdministrativeArea,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly MuseumRecord[]> {
    return loaders.museumsIn.load({ key: id, limit: null })
  }

  @FieldResolver(() => MonumentConnection, {
    nullable: true,
    description: 'The world heritage monuments of this area.',
  })
  @Directive(A_DAY)
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  async monumentsConnection(
    @Root() { id }: AdministrativeArea,
    @Args(() => MonumentListArgs) args: MonumentListArgs,
    @Ctx() { tables, loaders }: CultureContext,
  ): Promise<Page<MonumentRecord>> {
    const records = await loaders.monumentsIn.load({ key: id, limit: null })
    return listMonuments(listsOnly(tables.monuments, `monuments of ${id}`, records), args)
  }

  @FieldResolver(() => [Monument], {
    nullable: true,
    description: 'The world heritage monuments of this area, by id.',
    deprecationReason: 'Use `monumentsConnection`; goes on 2027-06-30.',
  })
  @Directive(SHORT)
  @Directive('@semanticNonNull')
  monuments(
    @Root() { id }: AdministrativeArea,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly MonumentRecord[]> {
    return loaders.monumentsIn.load({ key: id, limit: null })
  }

  @FieldResolver(() => LibraryConnection, {
    nullable: true,
    description: 'The public libraries of this area.',
  })
  @Directive(A_DAY)
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  async librariesConnection(
    @Root() { id }: AdministrativeArea,
    @Args(() => LibraryListArgs) args: LibraryListArgs,
    @Ctx() { tables, loaders }: CultureContext,
  ): Promise<Page<LibraryRecord>> {
    const records = await loaders.librariesIn.load({ key: id, limit: null })
    return listLibraries(listsOnly(tables.libraries, `libraries of ${id}`, records), args)
  }

  @FieldResolver(() => [Library], {
    nullable: true,
    description: 'The public libraries of this area, by id.',
    deprecationReason: 'Use `librariesConnection`; goes on 2027-06-30.',
  })
  @Directive(SHORT)
  @Directive('@semanticNonNull')
  libraries(
    @Root() { id }: AdministrativeArea,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly LibraryRecord[]> {
    return loaders.librariesIn.load({ key: id, limit: null })
  }

  @FieldResolver(() => VenueConnection, { nullable: true, description: 'The event venues of this area.' })
  @Directive(A_DAY)
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  async venuesConnection(
    @Root() { id }: AdministrativeArea,
    @Args(() => VenueListArgs) args: VenueListArgs,
    @Ctx() { tables, loaders }: CultureContext,
  ): Promise<Page<VenueRecord>> {
    const records = await loaders.venuesIn.load({ key: id, limit: null })
    return listVenues(listsOnly(tables.venues, `venues of ${id}`, records), args)
  }

  @FieldResolver(() => [Venue], {
    nullable: true,
    description: 'The event venues of this area, by id.',
    deprecationReason: 'Use `venuesConnection`; goes on 2027-06-30.',
  })
  @Directive(SHORT)
  @Directive('@semanticNonNull')
  venues(
    @Root() { id }: AdministrativeArea,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly VenueRecord[]> {
    return loaders.venuesIn.load({ key: id, limit: null })
  }
}

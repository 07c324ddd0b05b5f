import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import type { Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CultureContext } from '../context.ts'
import type { AdministrativeArea } from '../schema/references.ts'
import { Venue, VenueConnection, VenueOrder, VenuesArgs } from '../schema/venue.ts'
import { BY_ID, inArea, type Order } from '../source/table.ts'
import { BY_CAPACITY, ofVenueKind, seating, type VenueRecord } from '../source/venues.ts'

@Resolver(() => Venue)
export class VenueResolver {
  @Query(() => Venue, { nullable: true, description: 'The venue of this id, or null.' })
  venue(
    @Arg('id', () => ID, { description: 'The id of the venue.' }) id: string,
    @Ctx() { loaders }: CultureContext,
  ): Promise<VenueRecord | null> {
    return loaders.venue.load(id)
  }

  @Query(() => VenueConnection, { nullable: true, description: 'The places where events are held.' })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(
    '@listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)',
  )
  venues(
    @Args(() => VenuesArgs) args: VenuesArgs,
    @Ctx() { tables }: CultureContext,
  ): Promise<Page<VenueRecord>> {
    const { area, kind, minCapacity } = args.filter ?? {}
    const conditions = [...inArea(area), ...ofVenueKind(kind), ...seating(minCapacity)]
    return tables.venues.list(conditions, orderOf(args.orderBy), args)
  }

  @FieldResolver()
  name(@Root() venue: VenueRecord): Text {
    return createText(venue.name)
  }

  @FieldResolver()
  area(@Root() { area }: VenueRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver()
  provenance(@Ctx() { tables }: CultureContext): ProvenanceValue {
    return provenanceOf(tables.venues.feed, false)
  }
}

function orderOf(order: VenueOrder): Order<VenueRecord> {
  switch (order) {
    case VenueOrder.ID:
      return BY_ID
    case VenueOrder.CAPACITY_LARGEST:
      return BY_CAPACITY
  }
}

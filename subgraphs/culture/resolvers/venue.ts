import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { SortDirection, type Sort } from '../../_kit/lists/sort.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CultureContext } from '../context.ts'
import type { AdministrativeArea } from '../schema/references.ts'
import {
  Venue,
  VenueConnection,
  VenueOrder,
  VenuesArgs,
  type VenueListArgs,
  type VenueSortField,
} from '../schema/venue.ts'
import { CAPACITY, ofVenueKinds, seating, type VenueRecord } from '../source/venues.ts'
import { listRegister, type TableRules } from '../source/listTable.ts'
import type { ListReader } from '../source/table.ts'

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
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  venues(
    @Args(() => VenuesArgs) { orderBy, ...args }: VenuesArgs,
    @Ctx() { tables }: CultureContext,
  ): Promise<Page<VenueRecord>> {
    const sort = oneForm('sort', args.sort, 'orderBy', orderBy && OLD_ORDERS[orderBy])
    return listVenues(tables.venues, { ...args, sort })
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

/** Of all, or of those that belong to one owner. */
export function listVenues(
  register: ListReader<VenueRecord>,
  args: VenueListArgs,
): Promise<Page<VenueRecord>> {
  const { area, kinds, kind, minCapacity } = args.filter ?? {}
  const conditions = [
    ...ofVenueKinds(oneForm('filter.kinds', kinds, 'filter.kind', kind && [kind])),
    ...seating(minCapacity),
  ]
  return listRegister(register, area, conditions, args, RULES)
}

const RULES: TableRules<VenueRecord, VenueSortField> = { what: 'venues', keys: { CAPACITY } }

const OLD_ORDERS: Readonly<Record<VenueOrder, readonly Sort<VenueSortField>[]>> = {
  [VenueOrder.ID]: [{ field: 'ID', direction: SortDirection.ASC }],
  [VenueOrder.CAPACITY_LARGEST]: [{ field: 'CAPACITY', direction: SortDirection.DESC }],
}

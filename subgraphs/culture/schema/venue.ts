import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../_kit/connection.ts'
import { PlacedListArgs } from '../../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { NearbyArgs } from '../../_kit/place.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { VenueKind } from '../source/venues.ts'
import { AdministrativeArea, Place } from './references.ts'

registerEnumType(VenueKind, {
  name: 'VenueKind',
  description: 'What a venue is made for.',
  valuesConfig: {
    PERFORMING_ARTS: { description: 'A theatre or concert hall.' },
    EXHIBITION: { description: 'A gallery or exhibition hall.' },
    OUTDOOR: { description: 'An open-air venue.' },
    ARENA: { description: 'An arena or sports hall.' },
    CINEMA: { description: 'A cinema.' },
  },
})

@ObjectType({ implements: Node, description: 'A place where events are held.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Venue {
  @Field(() => ID, { description: 'The id in the register, such as "ccm".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => VenueKind, { description: 'What it is made for.' })
  kind!: VenueKind

  @Field(() => Int, {
    nullable: true,
    description: 'How many people it holds; null where that is not known.',
  })
  capacity!: number | null

  @Field(() => String, { description: 'Who runs it: a bureau by its abbreviation, or the name of a body.' })
  operator!: string

  @Field(() => Place, { nullable: true, description: 'Where it stands; null where that is not known.' })
  place!: Place | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The parish or reclamation area that the register names; null where it names none.',
  })
  area!: AdministrativeArea | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'A venue near a place.' })
export class NearbyVenue {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => Venue, { description: 'The venue.' })
  venue!: Venue
}

export const VenueConnection = createConnectionType('Venue', () => Venue)

export enum VenueOrder {
  ID = 'ID',
  CAPACITY_LARGEST = 'CAPACITY_LARGEST',
}

registerEnumType(VenueOrder, {
  name: 'VenueOrder',
  description: 'How a list of venues is ordered.',
  valuesConfig: {
    ID: { description: 'By id.' },
    CAPACITY_LARGEST: {
      description: 'By capacity, the largest first; those whose capacity is not known come last.',
    },
  },
})

@InputType({ description: 'Which venues a list holds; what is left out does not restrict.' })
export class VenueFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area.' })
  area?: string | null

  @Field(() => [VenueKind], { nullable: true, description: 'Only those of these kinds.' })
  kinds?: readonly VenueKind[] | null

  @Field(() => VenueKind, {
    nullable: true,
    description: 'Only those of this kind.',
    deprecationReason: 'Use `kinds`; goes on 2027-06-30.',
  })
  kind?: VenueKind | null

  @Field(() => Int, {
    nullable: true,
    description: 'Only those known to hold so many people or more.',
  })
  minCapacity?: number | null
}

export type VenueSortField = PlacedSortField | 'CAPACITY'

export const VenueSort = createPlacedSortType('Venue', 'venues', { CAPACITY: 'How many people it holds.' })

@ArgsType()
export class VenueListArgs extends PlacedListArgs {
  @Field(() => VenueFilter, { nullable: true, description: 'Which venues the list holds.' })
  filter?: VenueFilter | null

  @Field(() => [VenueSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<VenueSortField>[] | null
}

@ArgsType()
export class VenuesArgs extends VenueListArgs {
  @Field(() => VenueOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: VenueOrder | null
}

@ArgsType()
export class NearbyVenuesArgs extends NearbyArgs {
  @Field(() => [VenueKind], { nullable: true, description: 'Only those of these kinds.' })
  kinds?: readonly VenueKind[] | null

  @Field(() => VenueKind, {
    nullable: true,
    description: 'Only those of this kind.',
    deprecationReason: 'Use `kinds`; goes on 2027-06-30.',
  })
  kind?: VenueKind | null

  @Field(() => Int, {
    nullable: true,
    description: 'Only those known to hold so many people or more.',
  })
  minCapacity?: number | null
}

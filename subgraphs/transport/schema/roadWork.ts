import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime, LocalDate } from '../../../schema/scalars.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { PlacedListArgs } from '../../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import { NearbyArgs } from '../../_kit/place.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { RoadRestriction } from '../roadRestriction.ts'
import { AdministrativeArea, Place } from './place.ts'
import { FOR_STAFF } from './scopes.ts'

registerEnumType(RoadRestriction, {
  name: 'RoadRestriction',
  description: 'What road works do to traffic.',
  valuesConfig: {
    CLOSED: { description: 'The road is closed.' },
    LIMITED: { description: 'Part of the road is open.' },
    ONE_WAY: { description: 'Open in one direction.' },
    NO_PARKING: { description: 'Parking is forbidden.' },
    OTHER: { description: 'Something else, in the words of the title.' },
  },
})

@ObjectType({ implements: Node, description: 'A notice of road works or of a diversion.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class RoadWork {
  @Field(() => ID, { description: 'The number of the notice.' })
  id!: string

  @Field(() => Text, { description: 'The title.' })
  name!: Text

  @Field(() => RoadRestriction, { description: 'What it does to traffic.' })
  restriction!: RoadRestriction

  @Field(() => Text, { description: 'The streets, in words.' })
  location!: Text

  @Field(() => Text, { description: 'Why the works are done.' })
  reason!: Text

  @Field(() => Text, { description: 'For whom the works are done.' })
  principal!: Text

  @Field(() => String, {
    nullable: true,
    description:
      'Whom to ask at the contractor; for bureau staff, since it is a person and a telephone; null for others and where not stated.',
  })
  @Directive(FOR_STAFF)
  contractorContact!: string | null

  @Field(() => Text, { description: 'The notice as plain text, one paragraph a line.' })
  summary!: Text

  @Field(() => LocalDate, { description: 'The first day.' })
  startsOn!: string

  @Field(() => LocalDate, { description: 'The last day.' })
  endsOn!: string

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the notice was published; null where not stated.',
  })
  publishedAt!: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'The number of the notice that this one replaces; null where it replaces none.',
  })
  replaces!: string | null

  @Field(() => Place, {
    nullable: true,
    description: 'Where the works are; null where the notice gives no coordinate.',
  })
  place!: Place | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The area of the works; null where not stated.',
  })
  area!: AdministrativeArea | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'Road works near a place.' })
export class NearbyRoadWork {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => RoadWork, { description: 'The notice of the road works.' })
  roadWork!: RoadWork
}

export const RoadWorkConnection = createConnectionType('RoadWork', () => RoadWork)

export enum RoadWorkOrder {
  STARTS_EARLIEST_FIRST = 'STARTS_EARLIEST_FIRST',
  ID = 'ID',
}

registerEnumType(RoadWorkOrder, {
  name: 'RoadWorkOrder',
  description: 'How a list of road works is ordered.',
  valuesConfig: {
    STARTS_EARLIEST_FIRST: { description: 'By the first day, earliest first.' },
    ID: { description: 'By number.' },
  },
})

@InputType({ description: 'Which road works a list holds; what is left out does not restrict.' })
export class RoadWorkFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area.' })
  area?: string | null

  @Field(() => LocalDate, { nullable: true, description: 'Only those that last on this day.' })
  on?: string | null

  @Field(() => [RoadRestriction], {
    nullable: true,
    description: 'Only those with one of these restrictions.',
  })
  restrictions?: RoadRestriction[] | null
}

export type RoadWorkSortField = PlacedSortField | 'STARTS_ON' | 'ENDS_ON'

export const RoadWorkSort = createPlacedSortType('RoadWork', 'road works', {
  STARTS_ON: 'The first day.',
  ENDS_ON: 'The last day.',
})

@ArgsType()
export class RoadWorksArgs extends PlacedListArgs {
  @Field(() => RoadWorkFilter, { nullable: true, description: 'Which road works the list holds.' })
  filter?: RoadWorkFilter | null

  @Field(() => [RoadWorkSort], {
    nullable: true,
    description: describeSort('by the first day, and those of an area by number'),
  })
  sort?: readonly Sort<RoadWorkSortField>[] | null

  @Field(() => RoadWorkOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: RoadWorkOrder | null
}

@ArgsType()
export class NearbyRoadWorksArgs extends NearbyArgs {
  @Field(() => LocalDate, { nullable: true, description: 'Only those that last on this day.' })
  on?: string | null
}

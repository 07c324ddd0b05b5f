import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { Confidence } from '../../_kit/confidence.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { PlacedListArgs } from '../../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { OpeningHours } from '../../_kit/openingHours.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { Place } from './references.ts'

@ObjectType({
  implements: Node,
  description:
    'A park or garden. The data have those in which a public toilet stands, not all that the bureau keeps.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Park {
  @Field(() => ID, { description: 'The id in our list, such as "jm13".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => Text, { description: 'The address.' })
  address!: Text

  @Field(() => OpeningHours, {
    nullable: true,
    description: 'When it is open; null where not stated. Its toilets have hours of their own.',
  })
  openingHours!: OpeningHours | null

  @Field(() => Place, { nullable: true, description: 'Where it lies; null where that is not known.' })
  place!: Place | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether `place` is approximate, as the middle of its toilets is; null where there is no place.',
  })
  placeIsApproximate!: boolean | null

  @Field(() => Confidence, { description: 'How sure the record is.' })
  confidence!: Confidence

  @Field(() => String, { description: 'What it rests on.' })
  basis!: string

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'A park near a place.' })
export class NearbyPark {
  @Field(() => Int, { description: 'Distance along a straight line to about its middle, in metres.' })
  metres!: number

  @Field(() => Park, { description: 'The park.' })
  park!: Park
}

export const ParkConnection = createConnectionType('Park', () => Park)

export enum ParkOrder {
  ID = 'ID',
}

registerEnumType(ParkOrder, {
  name: 'ParkOrder',
  description: 'How a list of parks is ordered.',
  valuesConfig: { ID: { description: 'By id.' } },
})

@InputType({ description: 'Which parks a list holds; what is left out does not restrict.' })
export class ParkFilter {
  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those open at this moment; one whose hours are not known is left out.',
  })
  openAt?: string | null
}

export const ParkSort = createPlacedSortType('Park', 'parks', {})

@ArgsType()
export class ParksArgs extends PlacedListArgs {
  @Field(() => ParkFilter, { nullable: true, description: 'Which parks the list holds.' })
  filter?: ParkFilter | null

  @Field(() => [ParkSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<PlacedSortField>[] | null

  @Field(() => ParkOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: ParkOrder | null
}

import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { PlacedListArgs } from '../../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import { NearbyOpenArgs } from '../../_kit/nearbyOpenArgs.ts'
import { Node } from '../../_kit/node.ts'
import { OpeningHours } from '../../_kit/openingHours.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { Place } from './references.ts'

@ObjectType({
  implements: Node,
  description: 'A public toilet: one building may have several, each with its own hours.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class PublicToilet {
  @Field(() => ID, { description: 'The code that the bureau gives it, such as "M35".' })
  id!: string

  @Field(() => Text, { description: 'The name, which is that of the building or the park.' })
  name!: Text

  @Field(() => Text, { description: 'The address.' })
  address!: Text

  @Field(() => OpeningHours, {
    nullable: true,
    description: 'When it is open, in the words of the Chinese list; null where it does not say.',
  })
  openingHours!: OpeningHours | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it has a cubicle for people with a disability; null where not stated.',
  })
  isAccessible!: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it has a cubicle for parents with children; null where not stated.',
  })
  hasFamilyCubicle!: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether it was closed for a time, as for repairs, when the list was made; null where not stated.',
  })
  isTemporarilyClosed!: boolean | null

  @Field(() => Place, { nullable: true, description: 'Where it stands; null where that is not known.' })
  place!: Place | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'A public toilet near a place.' })
export class NearbyToilet {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => PublicToilet, { description: 'The toilet.' })
  toilet!: PublicToilet
}

export const PublicToiletConnection = createConnectionType('PublicToilet', () => PublicToilet)

export enum PublicToiletOrder {
  ID = 'ID',
}

registerEnumType(PublicToiletOrder, {
  name: 'PublicToiletOrder',
  description: 'How a list of public toilets is ordered.',
  valuesConfig: { ID: { description: 'By id.' } },
})

const ACCESSIBLE =
  'True: only those with a cubicle for people with a disability; false: only those known to have none.'
const FAMILY =
  'True: only those with a cubicle for parents with children; false: only those known to have none.'

@InputType({ description: 'Which public toilets a list holds; what is left out does not restrict.' })
export class PublicToiletFilter {
  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those open at this moment; one whose hours are not known is left out.',
  })
  openAt?: string | null

  @Field(() => Boolean, { nullable: true, description: ACCESSIBLE })
  isAccessible?: boolean | null

  @Field(() => Boolean, { nullable: true, description: FAMILY })
  hasFamilyCubicle?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description: ACCESSIBLE,
    deprecationReason: 'Use `isAccessible`; goes on 2027-06-30.',
  })
  accessible?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description: FAMILY,
    deprecationReason: 'Use `hasFamilyCubicle`; goes on 2027-06-30.',
  })
  familyCubicle?: boolean | null
}

export const PublicToiletSort = createPlacedSortType('PublicToilet', 'public toilets', {})

@ArgsType()
export class PublicToiletsArgs extends PlacedListArgs {
  @Field(() => PublicToiletFilter, { nullable: true, description: 'Which toilets the list holds.' })
  filter?: PublicToiletFilter | null

  @Field(() => [PublicToiletSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<PlacedSortField>[] | null

  @Field(() => PublicToiletOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: PublicToiletOrder | null
}

@ArgsType()
export class NearbyToiletsArgs extends NearbyOpenArgs {
  @Field(() => Boolean, { nullable: true, description: ACCESSIBLE })
  isAccessible?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description: ACCESSIBLE,
    deprecationReason: 'Use `isAccessible`; goes on 2027-06-30.',
  })
  accessible?: boolean | null
}

import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../_kit/connection.ts'
import { PlacedListArgs } from '../../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { NearbyArgs } from '../../_kit/place.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { AttractionCategory } from '../codes.ts'
import { AdministrativeArea, HeritageRef, type Monument, type Museum, Place } from './references.ts'

@ObjectType({ implements: Node, description: 'A sight that the tourism bureau shows to visitors.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Attraction {
  @Field(() => ID, { description: 'The id that the tourism bureau gives it, such as "ruins-st-paul".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => [String], { description: 'Other names that people know it by, in any language.' })
  otherNames!: readonly string[]

  @Field(() => AttractionCategory, { description: 'What kind of sight it is.' })
  category!: AttractionCategory

  @Field(() => Int, {
    nullable: true,
    description:
      'The admission fee of an adult in patacas (MOP), 0 where admission is free; null where not known.',
  })
  feeMop!: number | null

  @Field(() => String, {
    nullable: true,
    description: 'What a visitor should know besides, in English; null where there is nothing.',
  })
  note!: string | null

  @Field(() => HeritageRef, {
    nullable: true,
    description: 'The monument or museum that it is; null where the culture bureau holds no record of it.',
  })
  heritage!: Monument | Museum | null

  @Field(() => String, {
    nullable: true,
    description:
      'Its code in the list of classified property, such as "AM010", where `heritage` does not lead to a record; else null.',
  })
  classifiedCode!: string | null

  @Field(() => Place, { nullable: true, description: 'Where it stands; null where not known.' })
  place!: Place | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the coordinate may be off by some hundred metres; null without a place.',
  })
  placeIsApproximate!: boolean | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The area in which it stands; null where the register names none.',
  })
  area!: AdministrativeArea | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'An attraction near a place.' })
export class NearbyAttraction {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => Attraction, { description: 'The attraction.' })
  attraction!: Attraction
}

export const AttractionConnection = createConnectionType('Attraction', () => Attraction)

export enum AttractionOrder {
  ID = 'ID',
  FEE_LOWEST_FIRST = 'FEE_LOWEST_FIRST',
}

registerEnumType(AttractionOrder, {
  name: 'AttractionOrder',
  description: 'How a list of attractions is ordered.',
  valuesConfig: {
    ID: { description: 'By id.' },
    FEE_LOWEST_FIRST: { description: 'By admission fee, lowest first, then by id; unknown last.' },
  },
})

@InputType({ description: 'Which attractions a list holds; what is left out does not restrict.' })
export class AttractionFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area, such as "se".' })
  area?: string | null

  @Field(() => [AttractionCategory], { nullable: true, description: 'Only those of these kinds.' })
  categories?: readonly AttractionCategory[] | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those with free admission (true) or with a fee (false); unknown fees are in neither.',
  })
  isFree?: boolean | null
}

export type AttractionSortField = PlacedSortField | 'FEE_MOP'

export const AttractionSort = createPlacedSortType('Attraction', 'attractions', {
  FEE_MOP: 'The admission fee.',
})

@ArgsType()
export class AttractionsArgs extends PlacedListArgs {
  @Field(() => AttractionFilter, { nullable: true, description: 'Which attractions the list holds.' })
  filter?: AttractionFilter | null

  @Field(() => [AttractionSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<AttractionSortField>[] | null

  @Field(() => AttractionOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: AttractionOrder | null
}

@ArgsType()
export class NearbyAttractionsArgs extends NearbyArgs {
  @Field(() => [AttractionCategory], { nullable: true, description: 'Only attractions of these kinds.' })
  categories?: readonly AttractionCategory[] | null
}

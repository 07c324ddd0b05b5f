import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
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
  description: 'A machine that gives drinking water without charge. Whether it works is not published.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class DrinkingWaterPoint {
  @Field(() => ID, {
    description:
      'Made here, since the lists number nothing: it stays as long as the name, address and coordinate do.',
  })
  id!: string

  @Field(() => Text, {
    description: 'The name, which is that of the building or the park; in Chinese alone.',
  })
  name!: Text

  @Field(() => Text, { description: 'The address; in Chinese alone.' })
  address!: Text

  @Field(() => String, { description: 'The bureau that runs it, by its abbreviation: "IAM" or "DSPA".' })
  operator!: string

  @Field(() => OpeningHours, {
    nullable: true,
    description:
      'When one can get at it; null where the list does not say, as for those of DSPA, which keep the hours of their buildings.',
  })
  openingHours!: OpeningHours | null

  @Field(() => Place, { nullable: true, description: 'Where it stands; null where that is not known.' })
  place!: Place | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'Drinking water near a place.' })
export class NearbyDrinkingWaterPoint {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => DrinkingWaterPoint, { description: 'The machine.' })
  drinkingWaterPoint!: DrinkingWaterPoint
}

export const DrinkingWaterPointConnection = createConnectionType(
  'DrinkingWaterPoint',
  () => DrinkingWaterPoint,
)

export enum DrinkingWaterPointOrder {
  ID = 'ID',
}

registerEnumType(DrinkingWaterPointOrder, {
  name: 'DrinkingWaterPointOrder',
  description: 'How a list of drinking water is ordered.',
  valuesConfig: { ID: { description: 'By id.' } },
})

@InputType({ description: 'Which machines a list holds; what is left out does not restrict.' })
export class DrinkingWaterPointFilter {
  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those open at this moment; one whose hours are not known is left out.',
  })
  openAt?: string | null
}

export const DrinkingWaterPointSort = createPlacedSortType('DrinkingWaterPoint', 'drinking water', {})

@ArgsType()
export class DrinkingWaterPointsArgs extends PlacedListArgs {
  @Field(() => DrinkingWaterPointFilter, { nullable: true, description: 'Which machines the list holds.' })
  filter?: DrinkingWaterPointFilter | null

  @Field(() => [DrinkingWaterPointSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<PlacedSortField>[] | null

  @Field(() => DrinkingWaterPointOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: DrinkingWaterPointOrder | null
}

import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql'
import { PageArgs } from '../../_kit/connection.ts'
import { NearbyArgs } from '../../_kit/place.ts'

export enum CarParkOrder {
  ID = 'ID',
  FREE_CAR_SPACES_MOST_FIRST = 'FREE_CAR_SPACES_MOST_FIRST',
  OCCUPANCY_HIGHEST_FIRST = 'OCCUPANCY_HIGHEST_FIRST',
}

registerEnumType(CarParkOrder, {
  name: 'CarParkOrder',
  description: 'How a list of car parks is ordered; what is not known comes last.',
  valuesConfig: {
    ID: { description: 'By id.' },
    FREE_CAR_SPACES_MOST_FIRST: { description: 'By free spaces for light cars, most first.' },
    OCCUPANCY_HIGHEST_FIRST: { description: 'By the share of car spaces taken, highest first.' },
  },
})

@InputType({ description: 'Which car parks a list holds; what is left out does not restrict.' })
export class CarParkFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area.' })
  area?: string

  @Field(() => Boolean, {
    nullable: true,
    description: 'If true, only those that are known to have a free space for a light car.',
  })
  withFreeSpaces?: boolean

  @Field(() => Boolean, {
    nullable: true,
    description: 'If true, only those with spaces for people with a disability.',
  })
  withAccessibleSpaces?: boolean
}

@ArgsType()
export class CarParksArgs extends PageArgs {
  @Field(() => CarParkFilter, { nullable: true, description: 'Which car parks the list holds.' })
  filter?: CarParkFilter

  @Field(() => CarParkOrder, { defaultValue: CarParkOrder.ID, description: 'The order of the list.' })
  orderBy!: CarParkOrder
}

@ArgsType()
export class NearbyCarParksArgs extends NearbyArgs {
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'If true, only those that are known to have a free space for a light car.',
  })
  withFreeSpaces!: boolean
}

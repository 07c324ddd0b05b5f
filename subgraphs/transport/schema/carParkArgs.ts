import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql'
import { PlacedListArgs } from '../../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
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
  area?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: only those that are known to have a free space for a light car; false: only those known to have none. One under maintenance has none.',
  })
  hasFreeSpaces?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'If true, only those that are known to have a free space for a light car.',
    deprecationReason: 'Use `hasFreeSpaces`; goes on 2027-06-30.',
  })
  withFreeSpaces?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: only those with spaces for people with a disability; false: only those known to have none.',
  })
  hasAccessibleSpaces?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'If true, only those with spaces for people with a disability.',
    deprecationReason: 'Use `hasAccessibleSpaces`; goes on 2027-06-30.',
  })
  withAccessibleSpaces?: boolean | null
}

export type CarParkSortField = PlacedSortField | 'FREE_SPACES' | 'OCCUPANCY_RATE'

export const CarParkSort = createPlacedSortType('CarPark', 'car parks', {
  FREE_SPACES: 'The free spaces for light cars.',
  OCCUPANCY_RATE: 'The share of car spaces taken.',
})

@ArgsType()
export class CarParksArgs extends PlacedListArgs {
  @Field(() => CarParkFilter, { nullable: true, description: 'Which car parks the list holds.' })
  filter?: CarParkFilter | null

  @Field(() => [CarParkSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<CarParkSortField>[] | null

  @Field(() => CarParkOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: CarParkOrder | null
}

@ArgsType()
export class NearbyCarParksArgs extends NearbyArgs {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: only those that are known to have a free space for a light car; false: only those known to have none.',
  })
  hasFreeSpaces?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'If true, only those that are known to have a free space for a light car.',
    deprecationReason: 'Use `hasFreeSpaces`; goes on 2027-06-30.',
  })
  withFreeSpaces?: boolean | null
}

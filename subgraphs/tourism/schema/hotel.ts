import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { YearMonth } from '../../../schema/scalars.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { PlacedListArgs } from '../../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { NearbyArgs } from '../../_kit/place.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { StarClass } from '../starClasses.ts'
import { Complaint, Establishment } from './establishment.ts'
import { ClassAverageOccupancy, HotelOccupancyAnswer, HotelRateAnswer } from './hotelSurvey.ts'
import { AdministrativeArea, Place } from './references.ts'

@ObjectType({
  implements: [Establishment, Node],
  description: 'An accommodation establishment that the tourism bureau licenses.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Hotel {
  @Field(() => ID, { description: 'The id in the licence register.' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => Text, {
    nullable: true,
    description: 'The address; null where the register gives none.',
  })
  address!: Text | null

  @Field(() => Int, { nullable: true, description: 'Stars, 2 to 5; null for a class without stars.' })
  stars!: number | null

  @Field(() => StarClass, {
    nullable: true,
    description:
      'The class of the licence; null where the source does not tell it, as when five stars come without word of deluxe.',
  })
  starClass!: StarClass | null

  @Field(() => Int, { nullable: true, description: 'Rooms licensed; null where not known.' })
  roomsLicensed!: number | null

  @Field(() => Boolean, {
    description: 'Whether `roomsLicensed` is a rounded figure and not the number in the register.',
  })
  roomsAreApproximate!: boolean

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it holds the Macao Green Hotel Award; null where the source does not say.',
  })
  isGreenHotel!: boolean | null

  @Field(() => Place, { nullable: true, description: 'Where it stands; null where not known.' })
  place!: Place | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the coordinate may be off by about 150 m, as with towers of one resort; null without a place.',
  })
  placeIsApproximate!: boolean | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The area that the register names; null where it names none.',
  })
  area!: AdministrativeArea | null

  @Field(() => HotelOccupancyAnswer, {
    nullable: true,
    description:
      'What this hotel answered to the monthly survey; for the statistics bureau alone, since it identifies one respondent; null for others and where it did not answer.',
  })
  @Directive('@requiresScopes(scopes: [["bureau:dsec"]])')
  occupancy!: HotelOccupancyAnswer | null

  @Field(() => HotelRateAnswer, {
    nullable: true,
    description:
      'The average rate that this hotel answered; for the statistics bureau alone (trade secret), null for others and where it did not answer.',
  })
  @Directive('@requiresScopes(scopes: [["bureau:dsec"]])')
  averageRate!: HotelRateAnswer | null

  @Field(() => HotelOccupancyAnswer, {
    nullable: true,
    description:
      'The same as `occupancy`, for a partner whose own hotel this is; null for others and where it did not answer.',
  })
  @Directive('@requiresScopes(scopes: [["partner"]])')
  @Directive('@ownedBy(claim: "hotels", field: "id")')
  @Directive('@tag(name: "partner")')
  ownOccupancy!: HotelOccupancyAnswer | null

  @Field(() => ClassAverageOccupancy, {
    nullable: true,
    description:
      'The mean occupancy of the surveyed hotels of the same class; null where these are fewer than 3. For partners and bureau staff.',
  })
  @Directive('@requiresScopes(scopes: [["partner"], ["staff"]])')
  @Directive('@tag(name: "partner")')
  classAverageOccupancy!: ClassAverageOccupancy | null

  @Field(() => [Complaint], {
    nullable: true,
    description:
      'Complaints about it, newest first; for bureau staff, since they are not proven; null for others.',
  })
  @Directive('@requiresScopes(scopes: [["staff"]])')
  complaints!: readonly Complaint[] | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ArgsType()
export class SurveyMonthArgs {
  @Field(() => YearMonth, {
    nullable: true,
    description: 'The month surveyed; the newest when left out.',
  })
  month?: string | null
}

@ObjectType({ description: 'A hotel near a place.' })
export class NearbyHotel {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => Hotel, { description: 'The hotel.' })
  hotel!: Hotel
}

export const HotelConnection = createConnectionType('Hotel', () => Hotel)

export enum HotelOrder {
  ID = 'ID',
  STARS_HIGHEST_FIRST = 'STARS_HIGHEST_FIRST',
  ROOMS_MOST_FIRST = 'ROOMS_MOST_FIRST',
}

registerEnumType(HotelOrder, {
  name: 'HotelOrder',
  description: 'How a list of hotels is ordered.',
  valuesConfig: {
    ID: { description: 'By id.' },
    STARS_HIGHEST_FIRST: { description: 'By stars, highest first, then by id; hotels without stars last.' },
    ROOMS_MOST_FIRST: { description: 'By rooms licensed, most first, then by id; unknown last.' },
  },
})

@InputType({ description: 'Which hotels a list holds; what is left out does not restrict.' })
export class HotelFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area, such as "cotai".' })
  area?: string | null

  @Field(() => Int, { nullable: true, description: 'Only those with at least so many stars, 1 to 5.' })
  minStars?: number | null

  @Field(() => [StarClass], { nullable: true, description: 'Only those of these classes.' })
  starClasses?: readonly StarClass[] | null

  @Field(() => Int, { nullable: true, description: 'Only those with at least so many rooms licensed.' })
  minRooms?: number | null
}

export type HotelSortField = PlacedSortField | 'STARS' | 'ROOMS_LICENSED'

export const HotelSort = createPlacedSortType('Hotel', 'hotels', {
  STARS: 'The stars.',
  ROOMS_LICENSED: 'The rooms licensed.',
})

@ArgsType()
export class HotelsArgs extends PlacedListArgs {
  @Field(() => HotelFilter, { nullable: true, description: 'Which hotels the list holds.' })
  filter?: HotelFilter | null

  @Field(() => [HotelSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<HotelSortField>[] | null

  @Field(() => HotelOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: HotelOrder | null
}

@ArgsType()
export class NearbyHotelsArgs extends NearbyArgs {
  @Field(() => Int, { nullable: true, description: 'Only hotels with at least so many stars, 1 to 5.' })
  minStars?: number | null
}

import { Field, Float, Int, ObjectType } from 'type-graphql'
import { YearMonth } from '../../../schema/scalars.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'

@ObjectType({ description: "One hotel's occupancy in one month, as it answered to the survey." })
export class HotelOccupancyAnswer {
  @Field(() => YearMonth, { description: 'The month surveyed.' })
  month!: string

  @Field(() => Float, { description: 'Occupied rooms in percent of available rooms.' })
  percent!: number

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: "One hotel's average rate in one month, as it answered to the survey." })
export class HotelRateAnswer {
  @Field(() => YearMonth, { description: 'The month surveyed.' })
  month!: string

  @Field(() => Float, { description: 'Average rate of an occupied room, in patacas (MOP) a night.' })
  averageRateMop!: number

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'The mean occupancy of at least 3 hotels of one class in one month.' })
export class ClassAverageOccupancy {
  @Field(() => YearMonth, { description: 'The month surveyed.' })
  month!: string

  @Field(() => Float, { description: 'Mean of the occupancy of these hotels, in percent.' })
  percent!: number

  @Field(() => Int, { description: 'How many hotels the mean is of, at least 3.' })
  hotels!: number

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

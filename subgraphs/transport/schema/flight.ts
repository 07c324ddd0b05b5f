import { ArgsType, Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { LocalDate } from '../../../schema/scalars.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { ListArgs } from '../../_kit/lists/listArgs.ts'
import { createSortType, describeSort, type Sort, type SortField } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { Weekday } from '../../_kit/openingHours.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'

@ObjectType({
  implements: Node,
  description:
    'A flight of the seasonal timetable: which airline flies where, on which days of a period. The source has no live status; of times and numbers nothing is known here.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Flight {
  @Field(() => ID, { description: 'Made here of airline, destination, days and period.' })
  id!: string

  @Field(() => String, { description: 'The airline, as the source writes it.' })
  airline!: string

  @Field(() => String, { description: 'The city, in English as the source writes it.' })
  destination!: string

  @Field(() => String, {
    nullable: true,
    description: 'On which days it flies, in the words of the source; null where these say nothing.',
  })
  weekdaysAsStated!: string | null

  @Field(() => [Weekday], {
    nullable: true,
    description: 'The same as days, Monday first; null where the words are not understood.',
  })
  weekdays!: readonly Weekday[] | null

  @Field(() => LocalDate, { description: 'The first day of the period.' })
  periodStartsOn!: string

  @Field(() => LocalDate, { description: 'The last day of the period.' })
  periodEndsOn!: string

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

export const FlightConnection = createConnectionType('Flight', () => Flight)

export enum FlightOrder {
  DESTINATION = 'DESTINATION',
  PERIOD_EARLIEST_FIRST = 'PERIOD_EARLIEST_FIRST',
}

registerEnumType(FlightOrder, {
  name: 'FlightOrder',
  description: 'How a list of flights is ordered.',
  valuesConfig: {
    DESTINATION: { description: 'By destination, then by airline and the first day of the period.' },
    PERIOD_EARLIEST_FIRST: {
      description: 'By the first day of the period, earliest first, then by destination.',
    },
  },
})

@InputType({ description: 'Which flights a list holds; what is left out does not restrict.' })
export class FlightFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Only those to this city, in English; upper and lower case are the same.',
  })
  destination?: string | null

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Only those that fly on this day: it lies in their period, and is one of their days; one whose days are not known is left out.',
  })
  on?: string | null
}

export type FlightSortField = SortField | 'DESTINATION' | 'AIRLINE' | 'PERIOD_STARTS_ON'

export const FlightSort = createSortType('Flight', 'flights', {
  DESTINATION: 'The destination.',
  AIRLINE: 'The airline.',
  PERIOD_STARTS_ON: 'The first day of the period.',
})

@ArgsType()
export class FlightsArgs extends ListArgs {
  @Field(() => FlightFilter, { nullable: true, description: 'Which flights the list holds.' })
  filter?: FlightFilter | null

  @Field(() => [FlightSort], {
    nullable: true,
    description: describeSort('by destination, then by airline and the first day of the period'),
  })
  sort?: readonly Sort<FlightSortField>[] | null

  @Field(() => FlightOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: FlightOrder | null
}

import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { LocalDate } from '../../../schema/scalars.ts'
import { Confidence } from '../../_kit/confidence.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { ListArgs } from '../../_kit/lists/listArgs.ts'
import { createSortType, describeSort, type Sort, type SortField } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { EditionStatus, EventKind } from '../codes.ts'
import { Attraction } from './attraction.ts'
import { Venue } from './references.ts'

@ObjectType({ description: "How an event is kept safe: the tourism bureau's own plan." })
export class SecurityPlan {
  @Field(() => String, { description: 'The plan in one sentence, in English.' })
  summary!: string

  @Field(() => Int, { description: 'How many people may be on the site at once.' })
  crowdLimit!: number

  @Field(() => Int, { description: 'How many police posts there are.' })
  policePosts!: number

  @Field(() => Int, { description: 'How many first-aid posts there are.' })
  firstAidPosts!: number

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({
  description: 'One edition of an event: its dates as far as they are known, and by what.',
})
export class EventEdition {
  @Field(() => Int, { description: 'The year in which it begins.' })
  year!: number

  @Field(() => Int, {
    nullable: true,
    description: 'Its number, 73 for the 73rd; null where no source counts.',
  })
  number!: number | null

  @Field(() => LocalDate, { nullable: true, description: 'The first day; null where none is known.' })
  startsOn!: string | null

  @Field(() => LocalDate, { nullable: true, description: 'The last day; null where none is known.' })
  endsOn!: string | null

  @Field(() => [LocalDate], {
    nullable: true,
    description: 'The days on which something happens; null where these are all from the first to the last.',
  })
  days!: readonly string[] | null

  @Field(() => EditionStatus, { description: 'By what the dates are known.' })
  status!: EditionStatus

  @Field(() => Confidence, { description: 'How sure the dates are.' })
  confidence!: Confidence

  @Field(() => String, {
    nullable: true,
    description: 'What else to know of the dates, in English; null where there is nothing.',
  })
  note!: string | null

  @Field(() => String, { description: 'Who stated the dates, or how they were reckoned, in English.' })
  source!: string

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({
  implements: Node,
  description:
    'An event that returns, as a rule every year. The source gives months and a rule; the dates of a year are those of its edition.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Event {
  @Field(() => ID, { description: 'The id that the tourism bureau gives it, such as "grand-prix".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => EventKind, { description: 'What kind of event it is.' })
  kind!: EventKind

  @Field(() => [Int], {
    description: 'The months in which it usually takes place, 1 to 12, in the order of the event.',
  })
  usualMonths!: readonly number[]

  @Field(() => String, {
    description: 'Who organises it: a bureau by its abbreviation, such as "IC", or another body in English.',
  })
  organiser!: string

  @Field(() => String, {
    description: 'By what rule its dates are set, in English.',
    deprecationReason: 'Use `rule`; goes on 2027-06-30.',
  })
  dateRule!: string

  @Field(() => Text, {
    description:
      'By what rule its dates are set; where no source states the days of a year, it says so and none is given.',
  })
  rule!: Text

  @Field(() => Venue, {
    nullable: true,
    description: 'The venue; null unless the source states it.',
  })
  venue!: Venue | null

  @Field(() => Attraction, {
    nullable: true,
    description: 'The attraction at which the source says that it is held; null where it names none.',
  })
  attraction!: Attraction | null

  @Field(() => SecurityPlan, {
    nullable: true,
    description:
      'Crowd control and deployment; for the tourism bureau alone. Null also where there is no plan.',
  })
  @Directive('@requiresScopes(scopes: [["bureau:mgto"]])')
  @Directive('@tag(name: "internal")')
  securityPlan!: SecurityPlan | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

export const EventConnection = createConnectionType('Event', () => Event)

export enum EventOrder {
  ID = 'ID',
  MONTH = 'MONTH',
  DATE = 'DATE',
}

registerEnumType(EventOrder, {
  name: 'EventOrder',
  description: 'How a list of events is ordered.',
  valuesConfig: {
    ID: { description: 'By id.' },
    MONTH: { description: 'By the month in which it usually begins, January first, then by id.' },
    DATE: {
      description:
        'By the first day of the edition that `on`, `between` or `next` finds, across the end of a year, then by id; asks for one of these.',
    },
  },
})

@InputType({ description: 'Days from the first to the last, both in it.' })
export class DayRange {
  @Field(() => LocalDate, { description: 'The first day.' })
  from!: string

  @Field(() => LocalDate, { description: 'The last day.' })
  to!: string
}

@InputType({ description: 'Which events a list holds; what is left out does not restrict.' })
export class EventFilter {
  @Field(() => Int, {
    nullable: true,
    description: 'Only those that usually take place in this month, 1 to 12.',
  })
  month?: number | null

  @Field(() => [EventKind], { nullable: true, description: 'Only those of these kinds.' })
  kinds?: readonly EventKind[] | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Only those of which an edition is known to take place on this day.',
  })
  on?: string | null

  @Field(() => DayRange, {
    nullable: true,
    description: 'Only those of which an edition is known to take place on one of these days.',
  })
  between?: DayRange | null

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Only those of which an edition is known to take place on this day or later: sorted by NEXT, the next events as seen from it. One of `on`, `between` and `from` at most.',
  })
  from?: string | null
}

export type EventSortField = SortField | 'USUAL_MONTHS' | 'NEXT'

export const EventSort = createSortType('Event', 'events', {
  USUAL_MONTHS: 'The month in which it usually begins.',
  NEXT: 'The first day of the edition that `on`, `between` or `from` of the filter finds; one of them is to be given.',
})

@ArgsType()
export class EventsArgs extends ListArgs {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Only those of which an edition is known to take place on this day.',
    deprecationReason: 'Use `filter: { on }`; goes on 2027-06-30.',
  })
  on?: string | null

  @Field(() => DayRange, {
    nullable: true,
    description: 'Only those of which an edition is known to take place on one of these days.',
    deprecationReason: 'Use `filter: { between }`; goes on 2027-06-30.',
  })
  between?: DayRange | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Only those of which an edition is known to take place on this day or later.',
    deprecationReason: 'Use `filter: { from }`; goes on 2027-06-30.',
  })
  next?: string | null

  @Field(() => EventFilter, { nullable: true, description: 'Which events the list holds.' })
  filter?: EventFilter | null

  @Field(() => [EventSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<EventSortField>[] | null

  @Field(() => EventOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: EventOrder | null
}

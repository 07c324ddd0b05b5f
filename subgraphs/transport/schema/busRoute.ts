import {
  ArgsType,
  Directive,
  Field,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from 'type-graphql'
import { createConnectionType } from '../../_kit/connection.ts'
import { ListArgs } from '../../_kit/lists/listArgs.ts'
import { createSortType, describeSort, type Sort, type SortField } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { ServiceDays } from '../source/busHeadways.ts'
import { RouteType } from '../source/busRoutes.ts'
import { BusStop } from './busStop.ts'
import { assumedSize } from './listSize.ts'

registerEnumType(ServiceDays, {
  name: 'ServiceDays',
  description: 'The days on which a headway applies.',
  valuesConfig: {
    DAILY: { description: 'Every day.' },
    MONDAY_TO_FRIDAY: { description: 'Monday to Friday, except public holidays.' },
    MONDAY_TO_SATURDAY: { description: 'Monday to Saturday, except public holidays.' },
    SATURDAY: { description: 'Saturday, except public holidays.' },
    SATURDAY_SUNDAY_HOLIDAYS: { description: 'Saturday, Sunday and public holidays.' },
    SUNDAY_HOLIDAYS: { description: 'Sunday and public holidays.' },
  },
})

@ObjectType({ description: 'How often buses of a route leave their first stop, in one part of the day.' })
export class Headway {
  @Field(() => ServiceDays, { description: 'The days on which it applies.' })
  days!: ServiceDays

  @Field(() => String, { description: 'From when, "HH:MM" in Macao time.' })
  startTime!: string

  @Field(() => String, {
    description: 'Until when, "HH:MM"; on the next day where it is not after `startTime`.',
  })
  endTime!: string

  @Field(() => Int, { description: 'The least time between two buses, in minutes.' })
  minMinutes!: number

  @Field(() => Int, { description: 'The greatest time between two buses, in minutes.' })
  maxMinutes!: number
}

@ObjectType({ description: 'One direction of a route.' })
export class RouteDirection {
  @Field(() => Int, { description: '0 or 1; a circular route has only 0.' })
  directionId!: number

  @Field(() => [BusStop], {
    description: 'The stops in the order of travel; a circular route mostly ends at the stop where it began.',
  })
  @Directive(assumedSize(50))
  stops!: readonly BusStop[]
}

/** The buses on the way are added by the resolver, since a bus refers to its route. */
@ObjectType({ implements: Node, description: 'A bus route.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class BusRoute {
  @Field(() => ID, { description: 'The number of the route, such as "3A".' })
  id!: string

  @Field(() => String, { description: 'The number of the route as buses show it.' })
  shortName!: string

  @Field(() => Text, { description: 'Where the route runs from and to.' })
  longName!: Text

  @Field(() => [String], {
    nullable: true,
    description: 'The companies that run it, "TCM" or "TRANSMAC"; null where the source does not say.',
  })
  operators!: readonly string[] | null

  @Field(() => RouteType, { description: 'What the route is for.' })
  routeType!: RouteType

  @Field(() => Boolean, { description: 'Whether it runs in a circle, in one direction only.' })
  isCircular!: boolean

  @Field(() => Float, { nullable: true, description: 'The fare in cash, in MOP; null where not known.' })
  fareMop!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The fare paid electronically, in MOP; null where not known.',
  })
  fareElectronicMop!: number | null

  @Field(() => [Headway], {
    nullable: true,
    description: 'How often buses leave, through the days and hours.',
  })
  @Directive('@semanticNonNull')
  headways!: readonly Headway[] | null

  @Field(() => [RouteDirection], { nullable: true, description: 'Its directions with their stops.' })
  @Directive(assumedSize(2))
  @Directive('@semanticNonNull')
  directions!: readonly RouteDirection[] | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

export const BusRouteConnection = createConnectionType('BusRoute', () => BusRoute)

@InputType({ description: 'Which bus routes a list holds; what is left out does not restrict.' })
export class BusRouteFilter {
  @Field(() => [RouteType], { nullable: true, description: 'Only those of one of these types.' })
  routeTypes?: RouteType[] | null

  @Field(() => String, { nullable: true, description: 'Only those that this company runs, such as "TCM".' })
  operator?: string | null
}

export type BusRouteSortField = SortField | 'FARE_MOP'

export const BusRouteSort = createSortType('BusRoute', 'bus routes', { FARE_MOP: 'The fare in cash.' })

@ArgsType()
export class BusRoutesArgs extends ListArgs {
  @Field(() => BusRouteFilter, { nullable: true, description: 'Which routes the list holds.' })
  filter?: BusRouteFilter | null

  @Field(() => [BusRouteSort], { nullable: true, description: describeSort('by number') })
  sort?: readonly Sort<BusRouteSortField>[] | null
}

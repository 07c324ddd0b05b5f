import { ArgsType, Directive, Field, Int, InterfaceType, ObjectType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { PositionInput } from '../../_kit/position.ts'
import type { DescribedLeg } from '../journeys/describeJourney.ts'
import { CHANGE_METRES } from '../journeys/network.ts'
import { BusRoute } from './busRoute.ts'
import { BusStop } from './busStop.ts'
import { assumedSize } from './listSize.ts'
import { LrtLine, LrtStation } from './lrt.ts'

/** From both ends of 2000 metres the network is searched in some 20 ms. */
export const MOST_WALKED = 2000
export const MOST_JOURNEYS = 100

const STOP_COUNT = 'How many stops it goes on after boarding, that of alighting included.'

@InterfaceType({
  description: 'A part of a journey: on foot, by one bus, or by one LRT train.',
  resolveType: ({ __typename: type }: DescribedLeg) => type,
})
export abstract class JourneyLeg {
  @Field(() => Int, {
    nullable: true,
    description:
      'How long it takes, waiting included, in minutes, estimated; null where the wait is not known.',
  })
  minutes!: number | null
}

@ObjectType({
  implements: JourneyLeg,
  description: 'On foot: to the first stop, between two stops, or from the last one.',
})
export class WalkLeg extends JourneyLeg {
  @Field(() => Int, { description: 'How far, along a straight line, in metres.' })
  metres!: number
}

@ObjectType({ implements: JourneyLeg, description: 'By one bus.' })
export class BusLeg extends JourneyLeg {
  @Field(() => BusRoute, { description: 'The route.' })
  route!: BusRoute

  @Field(() => Int, { description: 'The direction of the route, 0 or 1.' })
  directionId!: number

  @Field(() => BusStop, { description: 'Where to board.' })
  boardAt!: BusStop

  @Field(() => BusStop, { description: 'Where to alight.' })
  alightAt!: BusStop

  @Field(() => Int, { description: STOP_COUNT })
  stopCount!: number

  @Field(() => Int, {
    nullable: true,
    description:
      'How long one waits on average, in minutes: half of the time between two buses at the moment `at`; null where the source states no headway of the route.',
  })
  waitMinutes!: number | null

  @Field(() => Int, {
    description:
      'How long one rides, in minutes, estimated at 15 km/h along straight lines between the stops, at least a minute for each.',
  })
  rideMinutes!: number
}

@ObjectType({ implements: JourneyLeg, description: 'By one LRT train.' })
export class LrtLeg extends JourneyLeg {
  @Field(() => LrtLine, { description: 'The line.' })
  line!: LrtLine

  @Field(() => LrtStation, { description: 'Where to board.' })
  boardAt!: LrtStation

  @Field(() => LrtStation, { description: 'Where to alight.' })
  alightAt!: LrtStation

  @Field(() => Int, { description: STOP_COUNT })
  stopCount!: number

  @Field(() => Int, {
    nullable: true,
    description: 'How long one waits, in minutes; null, since no source states how often trains leave.',
  })
  waitMinutes!: number | null

  @Field(() => Int, {
    description:
      'How long one rides, in minutes, estimated at 25 km/h along straight lines between the stations, at least a minute for each.',
  })
  rideMinutes!: number
}

@ObjectType({
  description:
    'A way by bus and LRT with at most one change. All of its minutes are estimates: sources state how often buses leave, and neither when nor how long they take. Walks are reckoned at 60 metres of a straight line in a minute.',
})
export class Journey {
  @Field(() => [JourneyLeg], { description: 'Its parts in their order; what is 0 metres away is no walk.' })
  @Directive(assumedSize(5))
  legs!: readonly JourneyLeg[]

  @Field(() => Int, {
    nullable: true,
    description:
      'How long it takes in all, in minutes, estimated; null where it goes by LRT, or by a route of which no headway is stated, so that one wait is not known.',
  })
  minutes!: number | null

  @Field(() => Int, {
    description: 'The same without waiting: how long one walks and rides, in minutes, estimated.',
  })
  minutesWithoutWaiting!: number

  @Field(() => Int, { description: 'How far one walks in all, along straight lines, in metres.' })
  walkingMetres!: number

  @Field(() => Int, {
    description: `How often one changes, 0 or 1; a change is at one stop, or at two that are at most ${CHANGE_METRES} metres apart.`,
  })
  changeCount!: number
}

@ArgsType()
export class JourneysArgs {
  @Field(() => PositionInput, { description: 'Where the journey begins.' })
  from!: PositionInput

  @Field(() => PositionInput, { description: 'Where it ends.' })
  to!: PositionInput

  @Field(() => DateTime, {
    nullable: true,
    description:
      'The moment whose headways count, for the whole journey; now where it is left out. Give it where you can: then the answer is the same whenever it is asked.',
  })
  at?: string | null

  @Field(() => Int, {
    defaultValue: 400,
    description: `How far to walk at most at each end, in metres along a straight line, 1 to ${MOST_WALKED}.`,
  })
  withinMetres!: number

  @Field(() => Int, {
    defaultValue: 5,
    description: `How many to return at most, the quickest first, 1 to ${MOST_JOURNEYS}.`,
  })
  first!: number
}

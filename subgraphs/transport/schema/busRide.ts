import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql'
import { BusRoute } from './busRoute.ts'
import { BusStop } from './busStop.ts'

@ObjectType({ description: 'A way by one bus, without a change, with a walk at each end.' })
export class BusRide {
  @Field(() => BusRoute, { description: 'The route.' })
  route!: BusRoute

  @Field(() => Int, { description: 'The direction of the route, 0 or 1.' })
  directionId!: number

  @Field(() => BusStop, { description: 'Where to board.' })
  boardAt!: BusStop

  @Field(() => Int, { description: 'From the origin to `boardAt` along a straight line, in metres.' })
  boardMetres!: number

  @Field(() => BusStop, { description: 'Where to alight.' })
  alightAt!: BusStop

  @Field(() => Int, { description: 'From `alightAt` to the destination along a straight line, in metres.' })
  alightMetres!: number

  @Field(() => Int, {
    description: 'How many stops the bus goes on after boarding, that of alighting included.',
  })
  stopCount!: number
}

@ArgsType()
export class BusRidesArgs {
  @Field(() => ID, {
    description: 'The id of the place at the other end, "latitude,longitude" with five decimals each.',
  })
  place!: string

  @Field(() => Int, {
    defaultValue: 400,
    description: 'How far to walk at most at each end, in metres along a straight line, 1 to 5000.',
  })
  withinMetres!: number
}

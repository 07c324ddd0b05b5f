import { ArgsType, Field, ID, Int } from 'type-graphql'
import { PositionInput } from '../../_kit/position.ts'

@ArgsType()
export class CarParkChangedArgs {
  @Field(() => [ID], { nullable: true, description: 'Only these car parks.' })
  ids?: readonly string[] | null

  @Field(() => ID, { nullable: true, description: 'Only those of this area.' })
  area?: string | null

  @Field(() => PositionInput, { nullable: true, description: 'Only those within `withinMetres` of it.' })
  near?: PositionInput | null

  @Field(() => Int, {
    defaultValue: 400,
    description: 'The radius around `near` in metres along a straight line.',
  })
  withinMetres!: number
}

@ArgsType()
export class CheckpointChangedArgs {
  @Field(() => [ID], { nullable: true, description: 'Only these checkpoints.' })
  ids?: readonly string[] | null
}

@ArgsType()
export class RoadWorkPublishedArgs {
  @Field(() => ID, { nullable: true, description: 'Only those in this area.' })
  area?: string | null
}

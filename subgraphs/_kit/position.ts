import { Field, Float, InputType } from 'type-graphql'

@InputType({ description: 'A coordinate.' })
export class PositionInput {
  @Field(() => Float, { description: 'Latitude in degrees, WGS 84, within Macao.' })
  lat!: number

  @Field(() => Float, { description: 'Longitude in degrees, WGS 84, within Macao.' })
  lng!: number
}

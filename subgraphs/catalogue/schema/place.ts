import { ArgsType, Directive, Field, Float, ObjectType } from 'type-graphql'
import { Node } from '../../_kit/node.ts'
import { PlaceFields } from '../../_kit/place.ts'

@ObjectType({
  implements: Node,
  description:
    'A coordinate at which something stands, or any other in the territory; each bureau adds what is near it.',
})
@Directive('@key(fields: "id")')
export class Place extends PlaceFields {}

@ArgsType()
export class PlaceArgs {
  @Field(() => Float, { description: 'Latitude in degrees, WGS 84, within Macao.' })
  lat!: number

  @Field(() => Float, { description: 'Longitude in degrees, WGS 84, within Macao.' })
  lng!: number
}

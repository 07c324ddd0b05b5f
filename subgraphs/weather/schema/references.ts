import { Directive, Field, ID, ObjectType } from 'type-graphql'
import { PlaceFields } from '../../_kit/place.ts'

@ObjectType({ description: 'A coordinate at which something stands.' })
@Directive('@key(fields: "id")')
export class Place extends PlaceFields {}

@ObjectType({ description: 'A parish, a reclamation area or a statistical district.' })
@Directive('@key(fields: "id")')
export class AdministrativeArea {
  @Field(() => ID, { description: 'The id of the area, such as "se".' })
  id!: string
}

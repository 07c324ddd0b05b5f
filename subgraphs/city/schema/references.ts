import { Directive, ObjectType } from 'type-graphql'
import { PlaceFields } from '../../_kit/place.ts'

@ObjectType({ description: 'A coordinate at which something stands.' })
@Directive('@key(fields: "id")')
export class Place extends PlaceFields {}

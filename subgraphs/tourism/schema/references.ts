import { createUnionType, Directive, Field, ID, ObjectType } from 'type-graphql'
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

@ObjectType({ description: 'A monument of the culture bureau.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Monument {
  @Field(() => ID, { description: 'The id of the monument, such as "wh-18".' })
  id!: string
}

@ObjectType({ description: 'A museum.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Museum {
  @Field(() => ID, { description: 'The id of the museum, such as "mam".' })
  id!: string
}

@ObjectType({ description: 'A venue of performances, exhibitions or matches.' })
@Directive('@key(fields: "id")')
export class Venue {
  @Field(() => ID, { description: 'The id of the venue, such as "ccm".' })
  id!: string
}

export const HeritageRef = createUnionType({
  name: 'HeritageRef',
  description: 'What an attraction is in the registers of the culture bureau.',
  types: () => [Monument, Museum] as const,
})

import { ArgsType, Field } from 'type-graphql'
import { DateTime } from '../../schema/scalars.ts'
import { NearbyArgs } from './place.ts'

@ArgsType()
export class NearbyOpenArgs extends NearbyArgs {
  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those open at this moment; one whose hours are not known is left out.',
  })
  openAt?: string | null
}

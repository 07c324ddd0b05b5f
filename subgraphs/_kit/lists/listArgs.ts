import 'reflect-metadata'
import { ArgsType, Field, Float, ID, InputType, Int } from 'type-graphql'
import { PageArgs } from '../connection.ts'
import { PositionInput } from '../position.ts'

@InputType({ description: 'A rectangle; what stands on its edges is in it.' })
export class BoundingBoxInput {
  @Field(() => Float, { description: 'Its least latitude in degrees, WGS 84.' })
  south!: number

  @Field(() => Float, { description: 'Its least longitude in degrees, WGS 84.' })
  west!: number

  @Field(() => Float, { description: 'Its greatest latitude in degrees, WGS 84.' })
  north!: number

  @Field(() => Float, { description: 'Its greatest longitude in degrees, WGS 84.' })
  east!: number
}

/** What every list that can grow takes, beside its `filter` and its `sort`. */
@ArgsType()
export class ListArgs extends PageArgs {
  @Field(() => [ID], {
    nullable: true,
    description:
      'Only the items of these ids, in their order unless `sort` or `near` gives another; at most 100. An id that there is not is an error.',
  })
  ids?: readonly string[] | null
}

/** What a list takes besides where its items stand somewhere. */
@ArgsType()
export class PlacedListArgs extends ListArgs {
  @Field(() => BoundingBoxInput, {
    nullable: true,
    description: 'Only items that are known to stand within this rectangle.',
  })
  within?: BoundingBoxInput | null

  @Field(() => PositionInput, {
    nullable: true,
    description:
      'The nearest to it come first, unless `sort` gives another order; items of which no place is known come last.',
  })
  near?: PositionInput | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Only items that are known to stand within so many metres of `near`, along a straight line; 1 to 20000.',
  })
  withinMetres?: number | null
}

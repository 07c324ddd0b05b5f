import { ArgsType, Field, Float, ID, Int, ObjectType } from 'type-graphql'
import { LocalDate, YearMonth } from '../../../schema/scalars.ts'

@ObjectType({ description: 'How often the graph was asked for something in a month.' })
export class MonthlyUse {
  @Field(() => YearMonth, { description: 'The month, in Macao.' })
  month!: string

  @Field(() => Float, {
    nullable: true,
    description: 'How many requests asked for any of it, a whole number; null where withheld.',
  })
  requests!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'How many of these had an error, denials included; null where withheld.',
  })
  errors!: number | null

  @Field(() => Float, {
    nullable: true,
    description:
      'The time within which 95 of 100 requests were answered, as the bound of one of fourteen classes; null where withheld, and over 15 seconds.',
  })
  p95Milliseconds!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'How many clients asked, told apart by name; null where withheld.',
  })
  clients!: number | null

  @Field(() => Boolean, {
    description: 'Whether fewer than five clients asked, so that the figures are their bureau’s alone.',
  })
  withheld!: boolean

  @Field(() => Boolean, { description: 'Whether some of it was made up for a demonstration.' })
  sample!: boolean
}

@ObjectType({ description: 'How often one client asked for something in a month.' })
export class ClientUse {
  @Field(() => String, {
    nullable: true,
    description:
      'What the client calls itself; null for all that give no name, and "other" for those beyond the number told apart in a day.',
  })
  client!: string | null

  @Field(() => Boolean, {
    description: 'Whether the name is that of the client to which a token was issued: anybody can claim one.',
  })
  verified!: boolean

  @Field(() => Float, { description: 'How many requests the client made, a whole number.' })
  requests!: number

  @Field(() => Float, { description: 'How many of these had an error, denials included.' })
  errors!: number

  @Field(() => Float, {
    nullable: true,
    description: 'The time within which 95 of 100 requests were answered; null over 15 seconds.',
  })
  p95Milliseconds!: number | null

  @Field(() => LocalDate, { description: 'The last day on which it asked, in Macao.' })
  lastDay!: string
}

@ArgsType()
export class UseArgs {
  @Field(() => Int, { defaultValue: 12, description: 'How many months at most, from 1 to 13.' })
  months!: number
}

@ArgsType()
export class UseByClientArgs {
  @Field(() => YearMonth, { description: 'The month, in Macao.' })
  month!: string

  @Field(() => ID, { nullable: true, description: 'Only one of its data sets.' })
  dataset?: string | null

  @Field(() => Int, { defaultValue: 100, description: 'How many clients at most, from 1 to 1000.' })
  first!: number
}

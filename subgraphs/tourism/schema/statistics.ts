import { ArgsType, Directive, Field, Float, Int, ObjectType } from 'type-graphql'
import { YearMonth } from '../../../schema/scalars.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'

@ArgsType()
export class LastArgs {
  @Field(() => Int, { nullable: true, description: 'Only so many of the newest, 1 to 1200.' })
  last?: number | null
}

@ArgsType()
export class MonthsArgs extends LastArgs {
  @Field(() => YearMonth, { nullable: true, description: 'The first month, "2025-06".' })
  from?: string | null

  @Field(() => YearMonth, { nullable: true, description: 'The last month, "2026-05".' })
  to?: string | null
}

@ObjectType({ description: 'Visitors who arrived in one month.' })
export class MonthlyArrivals {
  @Field(() => YearMonth, { description: 'The month.' })
  month!: string

  @Field(() => Int, { description: 'How many visitors arrived through all ports.' })
  arrivals!: number

  @Field(() => Float, {
    nullable: true,
    description: 'Change against the same month of the year before, in percent; null where that is not held.',
  })
  yearOnYearPercent!: number | null
}

@ObjectType({ description: 'Visitors who arrived in one year.' })
export class YearlyArrivals {
  @Field(() => Int, { description: 'The year.' })
  year!: number

  @Field(() => Int, { description: 'How many visitors arrived in the months counted.' })
  arrivals!: number

  @Field(() => Int, { description: 'How many months are counted, 12 for a whole year.' })
  monthsCounted!: number

  @Field(() => Float, {
    nullable: true,
    description: 'Change against the year before, in percent; null unless both years are whole.',
  })
  yearOnYearPercent!: number | null
}

@ObjectType({ description: 'Visitor arrivals as the statistics bureau publishes them.' })
@Directive('@cacheControl(maxAge: 86400)')
export class VisitorArrivals {
  @Field(() => [MonthlyArrivals], { nullable: true, description: 'By month, oldest first.' })
  @Directive('@listSize(assumedSize: 240, slicingArguments: ["last"], requireOneSlicingArgument: false)')
  @Directive('@semanticNonNull')
  monthly!: readonly MonthlyArrivals[] | null

  @Field(() => [YearlyArrivals], { nullable: true, description: 'By year, oldest first.' })
  @Directive('@listSize(assumedSize: 20, slicingArguments: ["last"], requireOneSlicingArgument: false)')
  @Directive('@semanticNonNull')
  yearly!: readonly YearlyArrivals[] | null

  @Field(() => Provenance, { description: 'Where the series comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'The occupancy of all hotels together in one month.' })
export class MonthlyOccupancy {
  @Field(() => YearMonth, { description: 'The month.' })
  month!: string

  @Field(() => Float, { description: 'Occupied rooms in percent of available rooms.' })
  percent!: number
}

@ObjectType({ description: 'Hotel occupancy as the statistics bureau publishes it, all hotels together.' })
@Directive('@cacheControl(maxAge: 86400)')
export class HotelOccupancy {
  @Field(() => [MonthlyOccupancy], { nullable: true, description: 'By month, oldest first.' })
  @Directive('@listSize(assumedSize: 240, slicingArguments: ["last"], requireOneSlicingArgument: false)')
  @Directive('@semanticNonNull')
  monthly!: readonly MonthlyOccupancy[] | null

  @Field(() => Provenance, { description: 'Where the series comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'How many companies were incorporated in one month.' })
export class MonthlyNewCompanies {
  @Field(() => YearMonth, { description: 'The month.' })
  month!: string

  @Field(() => Int, { description: 'How many companies were incorporated.' })
  companies!: number
}

@ObjectType({
  description:
    'Newly incorporated companies as the statistics bureau counts them. No figure is bundled that is true: `provenance.sample` says so.',
})
@Directive('@cacheControl(maxAge: 86400)')
export class NewCompanies {
  @Field(() => [MonthlyNewCompanies], { nullable: true, description: 'By month, oldest first.' })
  @Directive('@listSize(assumedSize: 240, slicingArguments: ["last"], requireOneSlicingArgument: false)')
  @Directive('@semanticNonNull')
  monthly!: readonly MonthlyNewCompanies[] | null

  @Field(() => Provenance, { description: 'Where the series comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'Visitors in a district in one hour of the day, over one month.' })
export class VisitorsInHour {
  @Field(() => YearMonth, { description: 'The month counted.' })
  month!: string

  @Field(() => Int, { description: 'The hour of the day, 0 to 23, in Macao time.' })
  hour!: number

  @Field(() => Int, {
    nullable: true,
    description: 'How many visitors were counted by their mobile devices; null where fewer than 50.',
  })
  visitors!: number | null

  @Field(() => Boolean, { description: 'Whether `visitors` is withheld because the cell is too small.' })
  isSuppressed!: boolean

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ArgsType()
export class VisitorsByHourArgs {
  @Field(() => YearMonth, { nullable: true, description: 'The month; the newest when left out.' })
  month?: string | null
}

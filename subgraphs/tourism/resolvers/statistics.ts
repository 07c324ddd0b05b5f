import { Args, Ctx, Directive, FieldResolver, Query, Resolver } from 'type-graphql'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { chooseMonths, takeLast } from '../months.ts'
import {
  HotelOccupancy,
  LastArgs,
  MonthsArgs,
  NewCompanies,
  VisitorArrivals,
  type MonthlyArrivals,
  type MonthlyNewCompanies,
  type MonthlyOccupancy,
  type YearlyArrivals,
} from '../schema/statistics.ts'
import type { TourismContext } from './context.ts'

@Resolver(() => VisitorArrivals)
export class VisitorArrivalsResolver {
  @Query(() => VisitorArrivals, { nullable: true, description: 'Visitor arrivals by month and year.' })
  @Directive('@semanticNonNull')
  visitorArrivals(): object {
    return {}
  }

  @FieldResolver()
  monthly(
    @Args(() => MonthsArgs) args: MonthsArgs,
    @Ctx() { source }: TourismContext,
  ): readonly MonthlyArrivals[] {
    return chooseMonths(source.arrivals.view().months, args)
  }

  @FieldResolver()
  yearly(
    @Args(() => LastArgs) { last }: LastArgs,
    @Ctx() { source }: TourismContext,
  ): readonly YearlyArrivals[] {
    return takeLast(source.arrivals.view().years, last)
  }

  @FieldResolver()
  provenance(@Ctx() { source }: TourismContext): ProvenanceValue {
    return provenanceOf(source.arrivals.feed, false)
  }
}

@Resolver(() => HotelOccupancy)
export class HotelOccupancyResolver {
  @Query(() => HotelOccupancy, {
    nullable: true,
    description: 'The occupancy of all hotels together by month.',
  })
  @Directive('@semanticNonNull')
  hotelOccupancy(): object {
    return {}
  }

  @FieldResolver()
  monthly(
    @Args(() => MonthsArgs) args: MonthsArgs,
    @Ctx() { source }: TourismContext,
  ): readonly MonthlyOccupancy[] {
    return chooseMonths(source.occupancy.view(), args).map(({ month, value }) => ({ month, percent: value }))
  }

  @FieldResolver()
  provenance(@Ctx() { source }: TourismContext): ProvenanceValue {
    return provenanceOf(source.occupancy.feed, false)
  }
}

@Resolver(() => NewCompanies)
export class NewCompaniesResolver {
  @Query(() => NewCompanies, { nullable: true, description: 'Newly incorporated companies by month.' })
  @Directive('@semanticNonNull')
  newCompanies(): object {
    return {}
  }

  @FieldResolver()
  monthly(
    @Args(() => MonthsArgs) args: MonthsArgs,
    @Ctx() { source }: TourismContext,
  ): readonly MonthlyNewCompanies[] {
    return chooseMonths(source.newCompanies.view(), args).map(({ month, value }) => ({
      month,
      companies: value,
    }))
  }

  @FieldResolver()
  provenance(@Ctx() { source }: TourismContext): ProvenanceValue {
    const { feed, view } = source.newCompanies
    return provenanceOf(
      feed,
      view().some(({ sample }) => sample),
    )
  }
}

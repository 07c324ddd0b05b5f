import { Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import type { HolidayRecord } from '../../_kit/publicHolidays.ts'
import { createText, type Text } from '../../_kit/text.ts'
import { PublicHoliday, PublicHolidaysArgs } from '../schema/publicHoliday.ts'
import type { CatalogueContext } from './context.ts'

@Resolver(() => PublicHoliday)
export class PublicHolidayResolver {
  @Query(() => [PublicHoliday], {
    nullable: true,
    description:
      'Public holidays, with the substitute days and half days of the public service, by date; of the years that are known.',
  })
  @Directive('@semanticNonNull')
  publicHolidays(
    @Args(() => PublicHolidaysArgs) { from, to, kind }: PublicHolidaysArgs,
    @Ctx() { source }: CatalogueContext,
  ): readonly HolidayRecord[] {
    return source
      .holidayView()
      .filter((day) => (!from || day.date >= from) && (!to || day.date <= to) && (!kind || day.kind === kind))
  }

  @FieldResolver()
  name(@Root() { name }: HolidayRecord): Text | null {
    return name && createText(name)
  }

  @FieldResolver()
  provenance(@Ctx() { source }: CatalogueContext): ProvenanceValue {
    return provenanceOf(source.publicHolidays, false)
  }
}

import { ArgsType, Directive, Field, ObjectType, registerEnumType } from 'type-graphql'
import { LocalDate } from '../../../schema/scalars.ts'
import { Confidence } from '../../_kit/confidence.ts'
import type { ProvenanceValue } from '../../_kit/provenance.ts'
import { HolidayKind } from '../../_kit/publicHolidays.ts'
import { Text } from '../../_kit/text.ts'
import { Provenance } from './dataset.ts'

registerEnumType(HolidayKind, {
  name: 'HolidayKind',
  description: 'What kind of day off it is.',
  valuesConfig: {
    PUBLIC_HOLIDAY: { description: 'A public holiday of Executive Order 60/2000.' },
    SUBSTITUTE_DAY: {
      description: 'A weekday that the public service has off for a holiday that falls on a weekend.',
    },
    HALF_DAY: { description: 'A day whose afternoon the public service has off.' },
  },
})

@ObjectType({ description: 'A day, or an afternoon, on which government offices are closed.' })
@Directive('@cacheControl(maxAge: 86400)')
export class PublicHoliday {
  @Field(() => LocalDate, { description: 'The day in Macao.' })
  date!: string

  @Field(() => HolidayKind, { description: 'What kind of day off it is.' })
  kind!: HolidayKind

  @Field(() => Text, {
    nullable: true,
    description:
      'The name of the holiday; of a substitute day, that of the holiday for which it is. Null for a half day.',
  })
  name!: Text | null

  @Field(() => Boolean, {
    description: 'Whether every employer must give the day (Law 7/2008, article 44).',
  })
  isMandatory!: boolean

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The holiday on a weekend for which a substitute day is; null for other days.',
  })
  replaces!: string | null

  @Field(() => Confidence, { description: 'How sure the day is.' })
  confidence!: Confidence

  @Field(() => String, {
    description: 'By which publication or rule the day is known, in English.',
  })
  basis!: string

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ArgsType()
export class PublicHolidaysArgs {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day that counts; none is too early without it.',
  })
  from?: string | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day that counts; none is too late without it.',
  })
  to?: string | null

  @Field(() => HolidayKind, { nullable: true, description: 'Only days off of this kind.' })
  kind?: HolidayKind | null
}

import { ArgsType, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql'

export enum MeasureKind {
  FRESHNESS = 'FRESHNESS',
  AVAILABILITY = 'AVAILABILITY',
  SET_ASIDE = 'SET_ASIDE',
  USE = 'USE',
}

registerEnumType(MeasureKind, {
  name: 'MeasureKind',
  description: 'What of a data set is measured against a target.',
  valuesConfig: {
    FRESHNESS: {
      description: 'The share of looks at its feed that found it fresh; the target is the least.',
    },
    AVAILABILITY: {
      description: 'The share of looks at its feed that found it answering; the target is the least.',
    },
    SET_ASIDE: { description: 'The share of its records that was set aside; the target is the most.' },
    USE: { description: 'The requests that asked for any of its fields; the target is the least.' },
  },
})

export enum MeasureVerdict {
  REACHED = 'REACHED',
  MISSED = 'MISSED',
  PENDING = 'PENDING',
  WITHHELD = 'WITHHELD',
  NOT_MEASURED = 'NOT_MEASURED',
  NO_TARGET = 'NO_TARGET',
}

registerEnumType(MeasureVerdict, {
  name: 'MeasureVerdict',
  description: 'Whether a target was reached.',
  valuesConfig: {
    REACHED: { description: 'The target was reached.' },
    MISSED: { description: 'The target was missed.' },
    PENDING: { description: 'Not reached yet, in a period that is not over.' },
    WITHHELD: { description: 'Not to be told: months of fewer than five clients are not for everybody.' },
    NOT_MEASURED: { description: 'Nothing was measured in the period.' },
    NO_TARGET: { description: 'The year has no target.' },
  },
})

@ObjectType({ description: 'What was reached of one target of a data set.' })
export class DatasetMeasure {
  @Field(() => MeasureKind, { description: 'What is measured.' })
  kind!: MeasureKind

  @Field(() => Float, {
    nullable: true,
    description: 'The target: a share from 0 to 1, or a number of requests; null where the year has none.',
  })
  target!: number | null

  @Field(() => Float, {
    nullable: true,
    description:
      'The measured value: a share from 0 to 1, or a number of requests; null where there is none.',
  })
  value!: number | null

  @Field(() => MeasureVerdict, { description: 'Whether the target was reached.' })
  verdict!: MeasureVerdict

  @Field(() => Int, {
    description:
      'On how many days of the period the feed was looked at; 0 for use, which is counted by month.',
  })
  days!: number

  @Field(() => Boolean, { description: 'Whether some of it was made up for a demonstration.' })
  sample!: boolean
}

@ArgsType()
export class ReviewArgs {
  @Field(() => String, { description: 'A month such as "2026-11", or a year such as "2026", in Macao.' })
  period!: string
}

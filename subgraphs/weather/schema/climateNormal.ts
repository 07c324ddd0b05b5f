import { Directive, Field, Float, Int, ObjectType } from 'type-graphql'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'

const NORMAL = 'the normal of 1991 to 2020 as the bureau states it, in degrees Celsius; null where not known.'
const MEAN = 'mean of 2005 to 2025, reckoned from the daily rows of the bureau,'

@ObjectType({ description: 'What a month is like at Taipa Grande, the reference station.' })
@Directive('@cacheControl(maxAge: 86400)')
export class ClimateNormal {
  @Field(() => Int, { description: 'The month, 1 for January to 12.' })
  month!: number

  @Field(() => Float, { nullable: true, description: `Highest temperature of a day: ${NORMAL}` })
  normalMaxTemperatureCelsius!: number | null

  @Field(() => Float, { nullable: true, description: `Lowest temperature of a day: ${NORMAL}` })
  normalMinTemperatureCelsius!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Highest temperature of a day: ${MEAN} in degrees Celsius; null where not known.`,
  })
  meanMaxTemperatureCelsius!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Temperature: ${MEAN} in degrees Celsius; null where not known.`,
  })
  meanTemperatureCelsius!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Lowest temperature of a day: ${MEAN} in degrees Celsius; null where not known.`,
  })
  meanMinTemperatureCelsius!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Relative humidity: ${MEAN} in percent; null where not known.`,
  })
  meanHumidityPercent!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Rainfall of the month: ${MEAN} in millimetres; null where not known.`,
  })
  meanRainfallMm!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Sunshine of the month: ${MEAN} in hours; null where not known.`,
  })
  meanSunshineHours!: number | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

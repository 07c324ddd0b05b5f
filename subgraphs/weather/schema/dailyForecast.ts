import { Directive, Field, Float, ObjectType } from 'type-graphql'
import { LocalDate } from '../../../schema/scalars.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { WeatherCondition } from './weatherCondition.ts'

@ObjectType({ description: 'The weather that is expected on a day.' })
@Directive('@cacheControl(maxAge: 3600)')
export class DailyForecast {
  @Field(() => LocalDate, { description: 'The day.' })
  date!: string

  @Field(() => WeatherCondition, {
    nullable: true,
    description: 'What the sky will do; null where that is not told.',
  })
  condition!: WeatherCondition | null

  @Field(() => Float, {
    nullable: true,
    description: 'The highest temperature in degrees Celsius; null where it is not told.',
  })
  temperatureMaxCelsius!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The lowest temperature in degrees Celsius; null where it is not told.',
  })
  temperatureMinCelsius!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The highest relative humidity in percent; null where it is not told.',
  })
  humidityMaxPercent!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The lowest relative humidity in percent; null where it is not told.',
  })
  humidityMinPercent!: number | null

  @Field(() => Text, { description: 'The forecast in words; the Chinese feed alone is read.' })
  description!: Text

  @Field(() => Provenance, { description: 'Where it comes from.' })
  provenance!: ProvenanceValue
}

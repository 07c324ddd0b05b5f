import { Directive, Field, Float, ObjectType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'

const NOT_MEASURED = 'null where the station does not measure it or gives no value.'

@ObjectType({ description: 'What a weather station measured last.' })
@Directive('@cacheControl(maxAge: 300)')
export class WeatherObservation {
  @Field(() => DateTime, { description: 'When it was measured.' })
  observedAt!: string

  @Field(() => Boolean, {
    description: 'Whether it is more than an hour old, or the source has failed for long.',
  })
  @Directive('@cacheControl(maxAge: 60)')
  stale!: boolean

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether it is raining: whether the gauge caught rain at the moment of measuring or in the hour before. Null where that is not known: without a gauge, without its value, or when the values are stale.',
  })
  @Directive('@cacheControl(maxAge: 60)')
  isRaining!: boolean | null

  @Field(() => Float, { nullable: true, description: `Air temperature in degrees Celsius; ${NOT_MEASURED}` })
  temperatureCelsius!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `The highest temperature since midnight in degrees Celsius; ${NOT_MEASURED}`,
  })
  temperatureMaxTodayCelsius!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `The lowest temperature since midnight in degrees Celsius; ${NOT_MEASURED}`,
  })
  temperatureMinTodayCelsius!: number | null

  @Field(() => Float, { nullable: true, description: `Relative humidity in percent; ${NOT_MEASURED}` })
  humidityPercent!: number | null

  @Field(() => Float, { nullable: true, description: `Dew point in degrees Celsius; ${NOT_MEASURED}` })
  dewPointCelsius!: number | null

  @Field(() => Float, { nullable: true, description: `Wind speed in kilometres an hour; ${NOT_MEASURED}` })
  windSpeedKmh!: number | null

  @Field(() => Float, { nullable: true, description: `The gust in kilometres an hour; ${NOT_MEASURED}` })
  windGustKmh!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `From where the wind blows, in degrees clockwise from north; ${NOT_MEASURED}`,
  })
  windFromDegrees!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `What the source gives as current rainfall, in millimetres; over how long is not stated. It is ${NOT_MEASURED}`,
  })
  rainfallNowMm!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Rainfall of the last hour in millimetres; ${NOT_MEASURED}`,
  })
  rainfallLastHourMm!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Rainfall since midnight in millimetres; ${NOT_MEASURED}`,
  })
  rainfallTodayMm!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Pressure reduced to mean sea level, in hectopascals; ${NOT_MEASURED}`,
  })
  pressureHpa!: number | null

  @Field(() => Float, {
    nullable: true,
    description: `Pressure at the height of the station, in hectopascals; ${NOT_MEASURED}`,
  })
  stationPressureHpa!: number | null

  @Field(() => Provenance, { description: 'Where the values come from.' })
  provenance!: ProvenanceValue
}

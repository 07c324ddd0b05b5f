import { Directive, Field, Float, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { CompassPoint } from '../source/brief.ts'
import { WeatherCondition } from './weatherCondition.ts'

registerEnumType(CompassPoint, {
  name: 'CompassPoint',
  description: 'One of sixteen points of the compass.',
  valuesConfig: {
    N: { description: 'North.' },
    NNE: { description: 'North-north-east.' },
    NE: { description: 'North-east.' },
    ENE: { description: 'East-north-east.' },
    E: { description: 'East.' },
    ESE: { description: 'East-south-east.' },
    SE: { description: 'South-east.' },
    SSE: { description: 'South-south-east.' },
    S: { description: 'South.' },
    SSW: { description: 'South-south-west.' },
    SW: { description: 'South-west.' },
    WSW: { description: 'West-south-west.' },
    W: { description: 'West.' },
    WNW: { description: 'West-north-west.' },
    NW: { description: 'North-west.' },
    NNW: { description: 'North-north-west.' },
  },
})

@ObjectType({ description: 'The weather of Macao as a whole, as the bureau sums it up each hour.' })
@Directive('@cacheControl(maxAge: 300)')
export class CurrentWeather {
  @Field(() => DateTime, { description: 'When it was observed.' })
  observedAt!: string

  @Field(() => Boolean, {
    description: 'Whether it is more than two hours old, or the source has failed for long.',
  })
  @Directive('@cacheControl(maxAge: 60)')
  stale!: boolean

  @Field(() => WeatherCondition, {
    nullable: true,
    description: 'What the sky does; null where that is not told.',
  })
  condition!: WeatherCondition | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether it is raining somewhere in Macao: whether the gauge of a station caught rain at the moment of measuring or in the hour before. Null where no station tells.',
  })
  @Directive('@cacheControl(maxAge: 60)')
  isRaining!: boolean | null

  @Field(() => Float, {
    nullable: true,
    description: 'The lowest of the temperatures that are told, in degrees Celsius; null where none is.',
  })
  temperatureMinCelsius!: number | null

  @Field(() => Float, {
    nullable: true,
    description:
      'The highest of the temperatures that are told, in degrees Celsius: the same where it is one alone, and null where none is.',
  })
  temperatureMaxCelsius!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'Relative humidity in percent; null where it is not told.',
  })
  humidityPercent!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'Wind speed in kilometres an hour; null where it is not told.',
  })
  windSpeedKmh!: number | null

  @Field(() => CompassPoint, {
    nullable: true,
    description: 'From where the wind blows; null where it is not told.',
  })
  windFrom!: CompassPoint | null

  @Field(() => Provenance, { description: 'Where it comes from.' })
  provenance!: ProvenanceValue
}

import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Confidence } from '../../_kit/confidence.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { PlacedListArgs } from '../../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { WeatherMeasure } from '../source/stations.ts'
import { WeatherObservation } from './observation.ts'
import { AdministrativeArea, Place } from './references.ts'

registerEnumType(WeatherMeasure, {
  name: 'WeatherMeasure',
  description: 'What a weather station measures.',
  valuesConfig: {
    TEMPERATURE: { description: 'Air temperature.' },
    HUMIDITY: { description: 'Relative humidity.' },
    DEW_POINT: { description: 'Dew point.' },
    WIND_SPEED: { description: 'Wind speed.' },
    WIND_GUST: { description: 'Gusts.' },
    WIND_DIRECTION: { description: 'Wind direction.' },
    RAINFALL: { description: 'Rainfall.' },
    PRESSURE_MSL: { description: 'Pressure reduced to mean sea level.' },
    PRESSURE_STATION: { description: 'Pressure at the height of the station.' },
  },
})

@ObjectType({
  implements: Node,
  description: 'An automatic weather station; those on bridges measure wind alone.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class WeatherStation {
  @Field(() => ID, { description: 'The code that the bureau gives it, such as "TG".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => Place, { nullable: true, description: 'Where it stands; null where that is not known.' })
  place!: Place | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether `place` is only where the station stands roughly, since the bureau publishes no coordinates; null where there is no place.',
  })
  placeIsApproximate!: boolean | null

  @Field(() => Int, {
    nullable: true,
    description: 'How far from `place` the station may stand, in metres; null where that is not known.',
  })
  placeAccuracyMetres!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Height above mean sea level in metres; null where not known.',
  })
  elevationMetres!: number | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The parish or zone; null for most bridges.',
  })
  area!: AdministrativeArea | null

  @Field(() => [WeatherMeasure], { description: 'What it measures.' })
  @Directive('@listSize(assumedSize: 9)')
  measures!: readonly WeatherMeasure[]

  @Field(() => WeatherObservation, {
    nullable: true,
    description: 'What it measured last; null where the source tells nothing of it.',
  })
  @Directive('@cacheControl(maxAge: 300)')
  latestObservation!: WeatherObservation | null

  @Field(() => Confidence, { description: 'How sure the record is.' })
  confidence!: Confidence

  @Field(() => String, { description: 'What it rests on.' })
  basis!: string

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'A weather station near a place.' })
export class NearbyWeatherStation {
  @Field(() => Int, {
    description:
      'Distance along a straight line, in metres; as exact as the `placeAccuracyMetres` of the station.',
  })
  metres!: number

  @Field(() => WeatherStation, { description: 'The station.' })
  weatherStation!: WeatherStation
}

export const WeatherStationConnection = createConnectionType('WeatherStation', () => WeatherStation)

export enum WeatherStationOrder {
  ID = 'ID',
}

registerEnumType(WeatherStationOrder, {
  name: 'WeatherStationOrder',
  description: 'How a list of weather stations is ordered.',
  valuesConfig: { ID: { description: 'By id.' } },
})

@InputType({ description: 'Which weather stations a list holds; what is left out does not restrict.' })
export class WeatherStationFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area.' })
  area?: string | null

  @Field(() => WeatherMeasure, { nullable: true, description: 'Only those that measure this.' })
  measuring?: WeatherMeasure | null
}

export type WeatherStationSortField = PlacedSortField | 'ELEVATION_METRES'

export const WeatherStationSort = createPlacedSortType('WeatherStation', 'weather stations', {
  ELEVATION_METRES: 'How high it stands.',
})

@ArgsType()
export class WeatherStationsArgs extends PlacedListArgs {
  @Field(() => WeatherStationFilter, { nullable: true, description: 'Which stations the list holds.' })
  filter?: WeatherStationFilter | null

  @Field(() => [WeatherStationSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<WeatherStationSortField>[] | null

  @Field(() => WeatherStationOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: WeatherStationOrder | null
}

@ArgsType()
export class NearbyWeatherStationArgs {
  @Field(() => Int, {
    defaultValue: 5000,
    description: 'The radius in metres along a straight line, 1 to 5000.',
  })
  withinMetres!: number

  @Field(() => WeatherMeasure, {
    nullable: true,
    description: 'The nearest that measures this; any where it is left out.',
  })
  measuring?: WeatherMeasure | null
}

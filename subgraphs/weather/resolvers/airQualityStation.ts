import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { WeatherContext } from '../context.ts'
import { AirConcentrations, AirQualityStation } from '../schema/airQualityStation.ts'
import type { AirConcentrationRecord } from '../source/airConcentrations.ts'
import type { AirStationRecord } from '../source/airStations.ts'
import { isOlderThan } from './age.ts'

@Resolver(() => AirQualityStation)
export class AirQualityStationResolver {
  @Query(() => AirQualityStation, {
    nullable: true,
    description: 'The air quality station of this id, or null.',
  })
  airQualityStation(
    @Arg('id', () => ID, { description: 'The code of the station, such as "PO".' }) id: string,
    @Ctx() { loaders }: WeatherContext,
  ): Promise<AirStationRecord | null> {
    return loaders.airStation.load(id)
  }

  @Query(() => [AirQualityStation], {
    nullable: true,
    description: 'The stations that measure the quality of the air, in the order of our list.',
  })
  @Directive('@listSize(assumedSize: 10)')
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  airQualityStations(@Ctx() { source }: WeatherContext): readonly AirStationRecord[] {
    return source.from.airStations.read().records
  }

  @FieldResolver()
  name(@Root() { name }: AirStationRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  latestConcentrations(
    @Root() { key }: AirStationRecord,
    @Ctx() { loaders }: WeatherContext,
  ): Promise<AirConcentrationRecord | null> {
    return loaders.airConcentrations.load(key)
  }

  @FieldResolver()
  provenance(@Ctx() { source }: WeatherContext): ProvenanceValue {
    return provenanceOf(source.from.airStations, false)
  }
}

@Resolver(() => AirConcentrations)
export class AirConcentrationsResolver {
  @FieldResolver()
  stale(@Root() { observedAt }: AirConcentrationRecord, @Ctx() { source, now }: WeatherContext): boolean {
    return source.from.airConcentrations.read().stale || isOlderThan(2, observedAt, now)
  }

  @FieldResolver()
  provenance(@Root() { sample }: AirConcentrationRecord, @Ctx() { source }: WeatherContext): ProvenanceValue {
    return provenanceOf(source.from.airConcentrations, sample)
  }
}

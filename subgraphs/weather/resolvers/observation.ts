import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import type { WeatherContext } from '../context.ts'
import { WeatherObservation } from '../schema/observation.ts'
import type { ObservationRecord } from '../source/observations.ts'
import { isOld } from './age.ts'

@Resolver(() => WeatherObservation)
export class ObservationResolver {
  @FieldResolver()
  stale(@Root() { observedAt }: ObservationRecord, @Ctx() { source, now }: WeatherContext): boolean {
    return source.from.observations.read().stale || isOld(observedAt, now)
  }

  @FieldResolver()
  isRaining(@Root() observation: ObservationRecord, @Ctx() context: WeatherContext): boolean | null {
    if (this.stale(observation, context)) return null
    const caught = [observation.rainfallNowMm, observation.rainfallLastHourMm].filter(
      (millimetres) => millimetres !== null,
    )
    return caught.length === 0 ? null : caught.some((millimetres) => millimetres > 0)
  }

  @FieldResolver()
  provenance(@Root() { sample }: ObservationRecord, @Ctx() { source }: WeatherContext): ProvenanceValue {
    return provenanceOf(source.from.observations, sample)
  }
}

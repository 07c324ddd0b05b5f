import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import type { WeatherContext } from '../context.ts'
import { WeatherObservation } from '../schema/observation.ts'
import type { ObservationRecord } from '../source/observations.ts'
import { isRaining, isStale } from './rain.ts'

@Resolver(() => WeatherObservation)
export class ObservationResolver {
  @FieldResolver()
  stale(@Root() observation: ObservationRecord, @Ctx() context: WeatherContext): boolean {
    return isStale(observation, context)
  }

  @FieldResolver()
  isRaining(@Root() observation: ObservationRecord, @Ctx() context: WeatherContext): boolean | null {
    return isRaining(observation, context)
  }

  @FieldResolver()
  provenance(@Root() { sample }: ObservationRecord, @Ctx() { source }: WeatherContext): ProvenanceValue {
    return provenanceOf(source.from.observations, sample)
  }
}

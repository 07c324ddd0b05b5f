import { Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import type { WeatherContext } from '../context.ts'
import { CurrentWeather } from '../schema/currentWeather.ts'
import type { WeatherCondition } from '../schema/weatherCondition.ts'
import type { BriefRecord } from '../source/brief.ts'
import { isOlderThan } from './age.ts'
import { conditionOf } from './conditionOf.ts'
import { isRaining } from './rain.ts'

@Resolver(() => CurrentWeather)
export class CurrentWeatherResolver {
  @Query(() => CurrentWeather, {
    nullable: true,
    description: 'The weather of Macao now; null where the source tells none.',
  })
  @Directive('@cacheControl(maxAge: 300)')
  currentWeather(@Ctx() { source }: WeatherContext): BriefRecord | null {
    return source.from.brief.read().records[0] ?? null
  }

  @FieldResolver()
  stale(@Root() { observedAt }: BriefRecord, @Ctx() { source, now }: WeatherContext): boolean {
    return source.from.brief.read().stale || isOlderThan(2, observedAt, now)
  }

  @FieldResolver()
  condition(@Root() { condition }: BriefRecord, @Ctx() { source }: WeatherContext): WeatherCondition | null {
    return conditionOf(condition, source)
  }

  @FieldResolver()
  isRaining(@Ctx() context: WeatherContext): boolean | null {
    const answers = [...context.source.observations().values()].map((observation) =>
      isRaining(observation, context),
    )
    const known = answers.filter((answer) => answer !== null)
    return known.length === 0 ? null : known.includes(true)
  }

  @FieldResolver()
  provenance(@Root() { sample }: BriefRecord, @Ctx() { source }: WeatherContext): ProvenanceValue {
    return provenanceOf(source.from.brief, sample)
  }
}

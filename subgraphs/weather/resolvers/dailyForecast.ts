import { Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { WeatherContext } from '../context.ts'
import { DailyForecast } from '../schema/dailyForecast.ts'
import type { WeatherCondition } from '../schema/weatherCondition.ts'
import type { DailyForecastRecord } from '../source/forecast.ts'
import { conditionOf } from './conditionOf.ts'

@Resolver(() => DailyForecast)
export class DailyForecastResolver {
  @Query(() => [DailyForecast], {
    nullable: true,
    description: 'The weather that is expected on the next days, up to seven, in their order.',
  })
  @Directive('@listSize(assumedSize: 7)')
  @Directive('@cacheControl(maxAge: 3600)')
  @Directive('@semanticNonNull')
  dailyForecasts(@Ctx() { source }: WeatherContext): readonly DailyForecastRecord[] {
    return source.from.forecast.read().records.toSorted((a, b) => (a.date < b.date ? -1 : 1))
  }

  @FieldResolver()
  condition(
    @Root() { condition }: DailyForecastRecord,
    @Ctx() { source }: WeatherContext,
  ): WeatherCondition | null {
    return conditionOf(condition, source)
  }

  @FieldResolver()
  description(@Root() { description }: DailyForecastRecord): Text {
    return createText(description)
  }

  @FieldResolver()
  provenance(@Root() { sample }: DailyForecastRecord, @Ctx() { source }: WeatherContext): ProvenanceValue {
    return provenanceOf(source.from.forecast, sample)
  }
}

import { Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { WeatherContext } from '../context.ts'
import { WeatherWarning } from '../schema/weatherWarning.ts'
import type { WarningInForce } from '../source.ts'
import type { SignalRecord } from '../source/warningSignals.ts'
import { findSignal } from './findSignal.ts'

@Resolver(() => WeatherWarning)
export class WeatherWarningResolver {
  @Query(() => [WeatherWarning], {
    nullable: true,
    description:
      'The warnings that are in force; an empty list where none is. Alerts of heat and cold are not among them: their feed is not read.',
  })
  @Directive('@listSize(assumedSize: 4)')
  @Directive('@cacheControl(maxAge: 60)')
  @Directive('@semanticNonNull')
  weatherWarnings(@Ctx() { source }: WeatherContext): readonly WarningInForce[] {
    return source.warningsInForce()
  }

  @FieldResolver()
  signal(@Root() warning: WarningInForce, @Ctx() { source }: WeatherContext): SignalRecord | null {
    return findSignal(warning, source.signals().all)
  }

  @FieldResolver()
  description(@Root() { description }: WarningInForce): Text {
    return createText(description)
  }

  @FieldResolver()
  provenance(@Root() { from, sample }: WarningInForce): ProvenanceValue {
    return provenanceOf(from, sample)
  }
}

import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { WeatherContext } from '../context.ts'
import { WeatherWarningSignal } from '../schema/weatherWarning.ts'
import type { SignalRecord } from '../source/warningSignals.ts'

@Resolver(() => WeatherWarningSignal)
export class WeatherWarningSignalResolver {
  @Query(() => WeatherWarningSignal, {
    nullable: true,
    description: 'The kind of warning of this id, or null.',
  })
  weatherWarningSignal(
    @Arg('id', () => ID, { description: 'The id of the kind, such as "tc8se".' }) id: string,
    @Ctx() { loaders }: WeatherContext,
  ): Promise<SignalRecord | null> {
    return loaders.signal.load(id)
  }

  @Query(() => [WeatherWarningSignal], {
    nullable: true,
    description: 'The kinds of warnings that the bureau issues, in the order of our list.',
  })
  @Directive('@listSize(assumedSize: 25)')
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  weatherWarningSignals(@Ctx() { source }: WeatherContext): readonly SignalRecord[] {
    return source.signals().all
  }

  @FieldResolver()
  name(@Root() { name }: SignalRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  provenance(@Ctx() { source }: WeatherContext): ProvenanceValue {
    return provenanceOf(source.from.signals, false)
  }
}

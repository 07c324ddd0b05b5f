import { Ctx, Directive, FieldResolver, Query, Resolver } from 'type-graphql'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import type { WeatherContext } from '../context.ts'
import { ClimateNormal } from '../schema/climateNormal.ts'
import type { ClimateRecord } from '../source/climate.ts'

@Resolver(() => ClimateNormal)
export class ClimateNormalResolver {
  @Query(() => [ClimateNormal], {
    nullable: true,
    description: 'The climate of the twelve months, from January.',
  })
  @Directive('@listSize(assumedSize: 12)')
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  climateNormals(@Ctx() { source }: WeatherContext): readonly ClimateRecord[] {
    return source.from.climate.read().records.toSorted((a, b) => a.month - b.month)
  }

  @FieldResolver()
  provenance(@Ctx() { source }: WeatherContext): ProvenanceValue {
    return provenanceOf(source.from.climate, false)
  }
}

import { Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { provenanceOf, type DatasetReference, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CityContext } from '../context.ts'
import { WasteFacilityKind } from '../schema/wasteFacilityKind.ts'
import type { WasteFacilityKindRecord } from '../source/wasteFacilityKinds.ts'

@Resolver(() => WasteFacilityKind)
export class WasteFacilityKindResolver {
  @Query(() => [WasteFacilityKind], {
    nullable: true,
    description: 'The kinds of facilities for refuse and recycling, in the order of our list.',
  })
  @Directive('@listSize(assumedSize: 15)')
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  wasteFacilityKinds(@Ctx() { source }: CityContext): readonly WasteFacilityKindRecord[] {
    return source.from.wasteFacilityKinds.read().records
  }

  @FieldResolver()
  name(@Root() { name }: WasteFacilityKindRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  dataset(@Root() { dataset }: WasteFacilityKindRecord): DatasetReference | null {
    return dataset === null ? null : { id: dataset }
  }

  @FieldResolver()
  provenance(@Ctx() { source }: CityContext): ProvenanceValue {
    return provenanceOf(source.from.wasteFacilityKinds, false)
  }
}

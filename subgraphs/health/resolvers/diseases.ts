import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { DiseaseRecord } from '../diseases.ts'
import { NotifiableDisease } from '../schema/disease.ts'
import type { HealthContext } from './context.ts'

@Resolver(() => NotifiableDisease)
export class NotifiableDiseaseResolver {
  @Query(() => [NotifiableDisease], {
    nullable: true,
    description: 'The notifiable diseases of which cases are counted.',
  })
  @Directive('@listSize(assumedSize: 10)')
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  notifiableDiseases(@Ctx() { source }: HealthContext): readonly DiseaseRecord[] {
    return [...source.diseasesById().values()]
  }

  @Query(() => NotifiableDisease, {
    nullable: true,
    description: 'The notifiable disease of this id, or null.',
  })
  @Directive('@cacheControl(maxAge: 86400)')
  notifiableDisease(
    @Arg('id', () => ID, { description: 'The id of the disease, such as "influenza".' }) id: string,
    @Ctx() { loaders }: HealthContext,
  ): Promise<DiseaseRecord | null> {
    return loaders.disease.load(id)
  }

  @FieldResolver()
  name(@Root() { name }: DiseaseRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  provenance(@Root() { sample }: DiseaseRecord, @Ctx() { source }: HealthContext): ProvenanceValue {
    return provenanceOf(source.read.diseases, sample)
  }
}

import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { ProvenanceValue } from '../../_kit/provenance.ts'
import type { DatasetRecord } from '../datasetJoin.ts'
import { Provenance } from '../schema/dataset.ts'
import type { CatalogueContext } from './context.ts'

/** Elsewhere a provenance leads to a data set's key; here it leads to the data set. */
@Resolver(() => Provenance)
export class ProvenanceResolver {
  @FieldResolver()
  dataset(
    @Root() { dataset }: ProvenanceValue,
    @Ctx() { loaders }: CatalogueContext,
  ): Promise<DatasetRecord | null> {
    return loaders.dataset.load(dataset.id)
  }
}

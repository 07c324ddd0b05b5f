import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { DatasetRecord } from '../datasetJoin.ts'
import { listDatasets } from '../datasetSearch.ts'
import type { FeedEntry } from '../feedBoard.ts'
import { Dataset, DatasetConnection, DatasetsArgs } from '../schema/dataset.ts'
import { LifecycleState } from '../schema/datasetEnums.ts'
import { Feed } from '../schema/feed.ts'
import type { BureauRecord } from '../source/bureaus.ts'
import type { CatalogueContext } from './context.ts'

@Resolver(() => Dataset)
export class DatasetResolver {
  @Query(() => DatasetConnection, { nullable: true, description: 'The data sets of the catalogue.' })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 3600)')
  @Directive('@semanticNonNull')
  datasets(
    @Args(() => DatasetsArgs) args: DatasetsArgs,
    @Ctx() { source }: CatalogueContext,
  ): Page<DatasetRecord> {
    return listDatasets(source.datasetView().all, source, args)
  }

  @Query(() => Dataset, { nullable: true, description: 'The data set of this id, or null.' })
  dataset(
    @Arg('id', () => ID, { description: 'The id of the data set, which is also that of its feed.' })
    id: string,
    @Ctx() { loaders }: CatalogueContext,
  ): Promise<DatasetRecord | null> {
    return loaders.dataset.load(id)
  }

  @FieldResolver()
  title(@Root() { title }: DatasetRecord): Text {
    return createText(title)
  }

  @FieldResolver()
  description(@Root() { description }: DatasetRecord): Text | null {
    return description && createText(description)
  }

  @FieldResolver()
  async custodians(
    @Root() { custodianIds }: DatasetRecord,
    @Ctx() { loaders }: CatalogueContext,
  ): Promise<readonly BureauRecord[]> {
    const found = await Promise.all(custodianIds.map((id) => loaders.bureau.load(id)))
    return found.filter((bureau) => bureau !== null)
  }

  @FieldResolver()
  custodian(
    @Root() { custodianIds }: DatasetRecord,
    @Ctx() { loaders }: CatalogueContext,
  ): Promise<BureauRecord | null> | null {
    const [id] = custodianIds
    return id === undefined ? null : loaders.bureau.load(id)
  }

  @FieldResolver()
  async modifiedAt(
    @Root() { modifiedAt, feedId }: DatasetRecord,
    @Ctx() { loaders }: CatalogueContext,
  ): Promise<string | null> {
    if (modifiedAt !== null || feedId === null) return modifiedAt
    return (await loaders.feed.load(feedId))?.sourceUpdatedAt ?? null
  }

  @FieldResolver()
  withdrawnOn(@Root() { lifecycleSteps }: DatasetRecord): string | null {
    return lifecycleSteps.find(({ state }) => state === LifecycleState.WITHDRAWN)?.since ?? null
  }

  @FieldResolver(() => Dataset, {
    nullable: true,
    description: 'The data set that takes its place; null where none is named.',
  })
  successor(
    @Root() { successorId }: DatasetRecord,
    @Ctx() { loaders }: CatalogueContext,
  ): Promise<DatasetRecord | null> | null {
    return successorId === null ? null : loaders.dataset.load(successorId)
  }

  @FieldResolver()
  provenance(@Ctx() { source }: CatalogueContext): ProvenanceValue {
    return provenanceOf(source.portalDatasets, false)
  }

  @FieldResolver(() => Feed, {
    nullable: true,
    description: 'How the graph reads the data set; null for one that no subgraph reads.',
  })
  feed(
    @Root() { feedId }: DatasetRecord,
    @Ctx() { loaders }: CatalogueContext,
  ): Promise<FeedEntry | null> | null {
    return feedId === null ? null : loaders.feed.load(feedId)
  }
}

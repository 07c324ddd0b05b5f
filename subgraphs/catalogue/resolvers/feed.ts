import { Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { assertKnown } from '../../_kit/lists/knownIds.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { DatasetRecord } from '../datasetJoin.ts'
import type { FeedEntry } from '../feedBoard.ts'
import { Bureau } from '../schema/bureau.ts'
import { Dataset } from '../schema/dataset.ts'
import { remarkOnAge } from '../remarkOnAge.ts'
import { Feed, FeedsArgs } from '../schema/feed.ts'
import type { BureauRecord } from '../source/bureaus.ts'
import type { CatalogueContext } from './context.ts'

@Resolver(() => Feed)
export class FeedResolver {
  @Query(() => [Feed], {
    nullable: true,
    description:
      'How every subgraph reads its sources, in the order of the subgraphs. A subgraph that does not answer is shown as failed.',
  })
  @Directive('@cost(weight: 5)')
  @Directive('@semanticNonNull')
  async feeds(
    @Args(() => FeedsArgs) { bureau, state }: FeedsArgs,
    @Ctx() { source }: CatalogueContext,
  ): Promise<readonly FeedEntry[]> {
    const { byCustodian } = source.datasetView()
    assertKnown('bureau', bureau, 'bureaus', (id) => source.bureauView().byId.has(id) || byCustodian.has(id))
    const entries = await source.board.read()
    return entries.filter(
      (entry) =>
        (state === undefined || state === null || entry.state === state) &&
        (bureau === undefined ||
          bureau === null ||
          isKeptBy(source.datasetView().byId.get(entry.id), bureau)),
    )
  }

  @FieldResolver()
  title(@Root() { title }: FeedEntry): Text {
    return createText(title)
  }

  @FieldResolver()
  ageSeconds(@Root() { lastSuccessAt }: FeedEntry, @Ctx() { source }: CatalogueContext): number | null {
    if (lastSuccessAt === null) return null
    return Math.max(0, Math.floor((source.clock().getTime() - Date.parse(lastSuccessAt)) / 1000))
  }

  /** Of a catalogue that cannot read its own list of data sets, the rest of the feed is told all the same. */
  @FieldResolver()
  async remarks(@Root() feed: FeedEntry, @Ctx() { loaders }: CatalogueContext): Promise<readonly string[]> {
    const dataset = await loaders.dataset.load(feed.id).catch(() => null)
    return [...feed.remarks, ...remarkOnAge(dataset?.modifiedAt ?? null, feed)]
  }

  @FieldResolver(() => Dataset, {
    nullable: true,
    description: 'What the feed reads, as the catalogue describes it; null where it is not described.',
  })
  dataset(@Root() { id }: FeedEntry, @Ctx() { loaders }: CatalogueContext): Promise<DatasetRecord | null> {
    return loaders.dataset.load(id)
  }

  @FieldResolver(() => Bureau, {
    nullable: true,
    description: 'The bureau that keeps the data; null where the catalogue names none.',
  })
  async bureau(
    @Root() { id }: FeedEntry,
    @Ctx() { loaders }: CatalogueContext,
  ): Promise<BureauRecord | null> {
    const [custodian] = (await loaders.dataset.load(id))?.custodianIds ?? []
    return custodian === undefined ? null : loaders.bureau.load(custodian)
  }
}

function isKeptBy(dataset: DatasetRecord | undefined, bureau: string): boolean {
  return dataset?.custodianIds.includes(bureau) ?? false
}

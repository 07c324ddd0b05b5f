import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import type { DatasetRecord } from '../datasetJoin.ts'
import { measureDataset } from '../review/measure.ts'
import { parsePeriod } from '../review/period.ts'
import { Dataset } from '../schema/dataset.ts'
import { DatasetMeasure, ReviewArgs } from '../schema/review.ts'
import { macaoDay } from '../use/useBoard.ts'
import type { CatalogueContext } from './context.ts'

@Resolver(() => Dataset)
export class DatasetReviewResolver {
  @FieldResolver(() => [DatasetMeasure], {
    nullable: true,
    description:
      'What was reached of its targets in a month or a year; null where the catalogue does not have the data set.',
  })
  @Directive('@cacheControl(maxAge: 60)')
  async review(
    @Root() { id, feedId }: DatasetRecord,
    @Args(() => ReviewArgs) { period: text }: ReviewArgs,
    @Ctx() { source }: CatalogueContext,
  ): Promise<readonly DatasetMeasure[]> {
    const period = parsePeriod(text)
    return measureDataset({
      period,
      targets: source.targets(period.year, id),
      days: feedId === null ? [] : await source.history.daysOf(feedId),
      use: await source.use.ofDataset(id),
      today: macaoDay(source.clock()),
    })
  }
}

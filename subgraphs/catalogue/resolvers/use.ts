import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import { inputError } from '../../_kit/errors.ts'
import type { DatasetRecord } from '../datasetJoin.ts'
import { Bureau } from '../schema/bureau.ts'
import { Dataset } from '../schema/dataset.ts'
import { ClientUse, MonthlyUse, UseArgs, UseByClientArgs } from '../schema/use.ts'
import type { BureauRecord } from '../source/bureaus.ts'
import { toPublicUse } from '../use/publicUse.ts'
import type { UseMonth } from '../../_kit/catalogueSources.ts'
import type { CatalogueContext } from './context.ts'

const DESCRIPTION =
  'by month, the latest first; null where no gateway tells the catalogue. Totals of a month are for everybody from five clients on.'

@Resolver(() => Dataset)
export class DatasetUseResolver {
  @FieldResolver(() => [MonthlyUse], { nullable: true, description: `The use of its fields, ${DESCRIPTION}` })
  @Directive('@cacheControl(maxAge: 60)')
  async use(
    @Root() { id }: DatasetRecord,
    @Args(() => UseArgs) { months }: UseArgs,
    @Ctx() { source }: CatalogueContext,
  ): Promise<readonly MonthlyUse[] | null> {
    assertBetween('months', months, 13)
    return publish(await source.use.ofDataset(id), months)
  }
}

@Resolver(() => Bureau)
export class BureauUseResolver {
  @FieldResolver(() => [MonthlyUse], {
    nullable: true,
    description: `The use of the data sets that it keeps, ${DESCRIPTION}`,
  })
  @Directive('@cacheControl(maxAge: 60)')
  async use(
    @Root() { id }: BureauRecord,
    @Args(() => UseArgs) { months }: UseArgs,
    @Ctx() { source }: CatalogueContext,
  ): Promise<readonly MonthlyUse[] | null> {
    assertBetween('months', months, 13)
    return publish(await source.use.ofBureau(id), months)
  }

  @FieldResolver(() => [ClientUse], {
    nullable: true,
    description:
      'Who used its data sets in a month, the most frequent first, for its own staff alone; null where no gateway tells the catalogue.',
  })
  @Directive('@requiresScopes(scopes: [["staff"]])')
  @Directive('@ownedBy(claim: "bureaus", field: "id")')
  @Directive('@cacheControl(maxAge: 60, scope: "PRIVATE")')
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  async useByClient(
    @Root() { id }: BureauRecord,
    @Args(() => UseByClientArgs) { month, dataset, first }: UseByClientArgs,
    @Ctx() { source }: CatalogueContext,
  ): Promise<readonly ClientUse[] | null> {
    assertBetween('first', first, 1_000)
    const kept = source.datasetView().byCustodian.get(id) ?? []
    if (dataset != null && !kept.some((one) => one.id === dataset))
      throw inputError('dataset', `a data set that "${id}" keeps`, dataset)
    const months = await (dataset == null ? source.use.ofBureau(id) : source.use.ofDataset(dataset))
    if (months === null) return null
    const found = months.find((one) => one.month === month)
    return (found?.clients ?? []).slice(0, first).map(({ name, isVerified, p95, ...client }) => ({
      ...client,
      client: name === '' ? null : name,
      verified: isVerified,
      p95Milliseconds: p95,
    }))
  }
}

function publish(months: readonly UseMonth[] | null, most: number): readonly MonthlyUse[] | null {
  return months === null ? null : months.slice(0, most).map(toPublicUse)
}

function assertBetween(argument: string, value: number, most: number): void {
  if (value < 1 || value > most) throw inputError(argument, `a whole number from 1 to ${most}`, value)
}

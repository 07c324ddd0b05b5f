import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { DatasetRecord } from '../datasetJoin.ts'
import { listDatasets } from '../datasetSearch.ts'
import { Bureau, BureauRole } from '../schema/bureau.ts'
import { DatasetConnection, DatasetsArgs } from '../schema/dataset.ts'
import type { BureauRecord } from '../source/bureaus.ts'
import type { CatalogueContext } from './context.ts'

@Resolver(() => Bureau)
export class BureauResolver {
  @Query(() => [Bureau], { nullable: true, description: 'The bureaus that lead, keep or publish data.' })
  @Directive('@semanticNonNull')
  bureaus(
    @Arg('role', () => BureauRole, { nullable: true, description: 'Only bureaus of this role.' })
    role: BureauRole | null | undefined,
    @Ctx() { source }: CatalogueContext,
  ): readonly BureauRecord[] {
    const { all } = source.bureauView()
    return role === undefined || role === null ? all : all.filter((bureau) => bureau.role === role)
  }

  @Query(() => Bureau, { nullable: true, description: 'The bureau of this id, or null.' })
  bureau(
    @Arg('id', () => ID, { description: 'The id of the bureau, such as "dsat".' }) id: string,
    @Ctx() { loaders }: CatalogueContext,
  ): Promise<BureauRecord | null> {
    return loaders.bureau.load(id)
  }

  @FieldResolver()
  name(@Root() { name }: BureauRecord): Text {
    return createText(name)
  }

  @FieldResolver(() => DatasetConnection, {
    nullable: true,
    description: 'The data sets that the bureau keeps.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  datasets(
    @Root() { id }: BureauRecord,
    @Args(() => DatasetsArgs) args: DatasetsArgs,
    @Ctx() { source }: CatalogueContext,
  ): Page<DatasetRecord> {
    return listDatasets(source.datasetView().byCustodian.get(id) ?? [], source, args)
  }
}

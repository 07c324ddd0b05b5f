import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { DateTime, LocalDate } from '../../../schema/scalars.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { ListArgs } from '../../_kit/lists/listArgs.ts'
import { createSortType, describeSort, type Sort, type SortField } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { createProvenanceType, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { Bureau } from './bureau.ts'
import {
  AccessTier,
  DatasetOpenness,
  DatasetOrder,
  DatasetOrigin,
  DatasetTheme,
  DistributionKind,
  LicenceStatus,
  LifecycleState,
} from './datasetEnums.ts'

@ObjectType({ description: 'A stage in the life of a data set.' })
export class LifecycleStep {
  @Field(() => LifecycleState, { description: 'The stage.' })
  state!: LifecycleState

  @Field(() => LocalDate, { description: 'The day on which it begins, in Macao.' })
  since!: string
}

@ObjectType({ implements: Node, description: 'A data set that a bureau publishes.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 3600)')
export class Dataset {
  @Field(() => ID, { description: 'The id of the data set in the catalogue.' })
  id!: string

  @Field(() => Text, { description: 'The title (DCAT: dct:title).' })
  title!: Text

  @Field(() => Text, {
    nullable: true,
    description: 'What the data set holds (DCAT: dct:description); null where the portal does not say.',
  })
  description!: Text | null

  @Field(() => [Bureau], {
    description: 'Who keeps the data (DCAT: dct:publisher); several may share one set.',
  })
  custodians!: readonly Bureau[]

  @Field(() => Bureau, {
    nullable: true,
    description: 'The first of the custodians; null where the portal names nobody whom the catalogue knows.',
  })
  custodian!: Bureau | null

  @Field(() => [String], {
    description:
      'Those who provide the data as the portal writes them, in Chinese: also bodies that are not in the catalogue.',
  })
  publisherNames!: readonly string[]

  @Field(() => String, {
    nullable: true,
    description:
      'What to know about the publisher, such as that its figures reach us through another bureau; null where there is nothing.',
  })
  publisherNote!: string | null

  @Field(() => DatasetOrigin, { nullable: true, description: 'Whose data these are; null where not stated.' })
  origin!: DatasetOrigin | null

  @Field(() => DatasetTheme, {
    nullable: true,
    description: 'The theme (DCAT: dcat:theme); null where not stated.',
  })
  theme!: DatasetTheme | null

  @Field(() => AccessTier, {
    nullable: true,
    description:
      'Who may read the data set as a whole; single fields may be for fewer. Null where not stated.',
  })
  accessTier!: AccessTier | null

  @Field(() => String, {
    nullable: true,
    description:
      'The licence as its publisher states it (DCAT: dct:license); null where terms are not stated.',
  })
  licence!: string | null

  @Field(() => LicenceStatus, { description: 'Whether the publisher states terms of use.' })
  licenceStatus!: LicenceStatus

  @Field(() => DatasetOpenness, {
    nullable: true,
    description:
      'On what condition the portal opens the data set; null where it states one that the graph does not know.',
  })
  openness!: DatasetOpenness | null

  @Field(() => [String], {
    description: 'The formats in which the data come (DCAT: dct:format), such as "XML".',
  })
  formats!: readonly string[]

  @Field(() => [DistributionKind], { description: 'The ways in which the portal offers the data set.' })
  distributions!: readonly DistributionKind[]

  @Field(() => String, {
    nullable: true,
    description:
      'How often the source is updated (DCAT: dct:accrualPeriodicity), as its publisher puts it; null where not stated.',
  })
  updateFrequency!: string | null

  @Field(() => LifecycleState, { description: 'The stage of its life that the data set is in.' })
  lifecycleState!: LifecycleState

  @Field(() => [LifecycleStep], {
    description:
      'The stages of its life with their days, past and announced, the earliest first; empty where no day is stated.',
  })
  lifecycleSteps!: readonly LifecycleStep[]

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which it is withdrawn, or was; null where none is announced.',
  })
  withdrawnOn!: string | null

  @Field(() => Boolean, {
    description:
      'Whether the records that come with the graph are synthetic: none is public, or only a live source has them.',
  })
  sample!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'The standard that the data follow (DCAT: dct:conformsTo), such as "GTFS"; null where none.',
  })
  conformsTo!: string | null

  @Field(() => [String], {
    description:
      'What the data set feeds in this graph, as schema coordinates: "CarPark.freeSpaces", or "Bus" for a whole type.',
  })
  fields!: readonly string[]

  @Field(() => String, {
    nullable: true,
    description: 'The public address of the source (DCAT: dcat:accessURL); null where there is none.',
  })
  sourceUrl!: string | null

  // The source of a feed may say another time at its next reading.
  @Directive('@cacheControl(maxAge: 60)')
  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the data set was last updated, as the portal says or, where it does not, the source that the graph reads (DCAT: dct:modified); null where neither says.',
  })
  modifiedAt!: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'How often the page of the data set was opened on the portal; null where it does not say.',
  })
  portalVisits!: number | null

  @Field(() => Provenance, { description: 'Where this record of the catalogue itself comes from.' })
  provenance!: ProvenanceValue
}

/** The shared type, leading to the whole `Dataset` of this bureau instead of to its key. */
export const Provenance = createProvenanceType(() => Dataset)

export const DatasetConnection = createConnectionType('Dataset', () => Dataset)

@InputType({ description: 'Which data sets a list holds; what is left out does not restrict.' })
export class DatasetFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this bureau, such as "dsat".' })
  custodian?: string | null

  @Field(() => [DatasetTheme], { nullable: true, description: 'Only those of these themes.' })
  themes?: readonly DatasetTheme[] | null

  @Field(() => DatasetTheme, {
    nullable: true,
    description: 'Only those of this theme.',
    deprecationReason: 'Use `themes`; goes on 2027-06-30.',
  })
  theme?: DatasetTheme | null

  @Field(() => [AccessTier], { nullable: true, description: 'Only those of these tiers.' })
  accessTiers?: readonly AccessTier[] | null

  @Field(() => AccessTier, {
    nullable: true,
    description: 'Only those of this tier.',
    deprecationReason: 'Use `accessTiers`; goes on 2027-06-30.',
  })
  accessTier?: AccessTier | null

  @Field(() => [LifecycleState], { nullable: true, description: 'Only those of these states.' })
  lifecycleStates?: readonly LifecycleState[] | null

  @Field(() => LifecycleState, {
    nullable: true,
    description: 'Only those in this state.',
    deprecationReason: 'Use `lifecycleStates`; goes on 2027-06-30.',
  })
  lifecycleState?: LifecycleState | null

  @Field(() => String, {
    nullable: true,
    description:
      'Only those with this text in a title or description in any of the three languages; case and accents do not count.',
  })
  text?: string | null
}

export type DatasetSortField = SortField | 'CUSTODIAN' | 'MODIFIED_AT'

export const DatasetSort = createSortType('Dataset', 'data sets', {
  CUSTODIAN: 'The id of the first custodian.',
  MODIFIED_AT: 'The last update on the portal.',
})

@ArgsType()
export class DatasetsArgs extends ListArgs {
  @Field(() => DatasetFilter, { nullable: true, description: 'Which data sets the list holds.' })
  filter?: DatasetFilter | null

  @Field(() => [DatasetSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<DatasetSortField>[] | null

  @Field(() => DatasetOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: DatasetOrder | null
}

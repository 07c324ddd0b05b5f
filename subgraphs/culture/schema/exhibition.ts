import { ArgsType, Directive, Field, Float, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { LocalDate } from '../../../schema/scalars.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { ListArgs } from '../../_kit/lists/listArgs.ts'
import { createSortType, describeSort, type Sort, type SortField } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { Museum } from './museum.ts'

@ObjectType({ implements: Node, description: 'An exhibition in a museum.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Exhibition {
  @Field(() => ID, { description: 'The id in the list of exhibitions.' })
  id!: string

  @Field(() => Text, { description: 'The title.' })
  title!: Text

  @Field(() => Museum, {
    nullable: true,
    description: 'The museum that shows it; null where the register does not have it.',
  })
  museum!: Museum | null

  @Field(() => LocalDate, { description: 'The first day.' })
  opensOn!: string

  @Field(() => LocalDate, { description: 'The last day.' })
  closesOn!: string

  @Field(() => Float, {
    nullable: true,
    description:
      'For how much the exhibits are insured, in patacas (MOP); for the culture bureau alone, null for others and where not stated.',
  })
  @Directive('@requiresScopes(scopes: [["bureau:ic"]])')
  insuranceValue!: number | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

export const ExhibitionConnection = createConnectionType('Exhibition', () => Exhibition)

export enum ExhibitionOrder {
  OPENS_NEWEST_FIRST = 'OPENS_NEWEST_FIRST',
  CLOSES_EARLIEST_FIRST = 'CLOSES_EARLIEST_FIRST',
  ID = 'ID',
}

registerEnumType(ExhibitionOrder, {
  name: 'ExhibitionOrder',
  description: 'How a list of exhibitions is ordered.',
  valuesConfig: {
    OPENS_NEWEST_FIRST: { description: 'By the first day, newest first, then by id.' },
    CLOSES_EARLIEST_FIRST: {
      description: 'By the last day, earliest first, then by id: what closes soonest is first.',
    },
    ID: { description: 'By id.' },
  },
})

@InputType({ description: 'Which exhibitions a list holds; what is left out does not restrict.' })
export class ExhibitionFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this museum, such as "mam".' })
  museum?: string | null

  @Field(() => LocalDate, { nullable: true, description: 'Only those that last on this day.' })
  on?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'If true, only those that last today, by the calendar in Macao; the answer may be a minute old. Give `on` where you know the day.',
  })
  onNow?: boolean | null
}

export type ExhibitionSortField = SortField | 'OPENS_ON' | 'CLOSES_ON'

export const ExhibitionSort = createSortType('Exhibition', 'exhibitions', {
  OPENS_ON: 'The first day.',
  CLOSES_ON: 'The last day.',
})

@ArgsType()
export class ExhibitionListArgs extends ListArgs {
  @Field(() => ExhibitionFilter, { nullable: true, description: 'Which exhibitions the list holds.' })
  filter?: ExhibitionFilter | null

  @Field(() => [ExhibitionSort], {
    nullable: true,
    description: describeSort('by the first day, the newest first'),
  })
  sort?: readonly Sort<ExhibitionSortField>[] | null
}

@ArgsType()
export class ExhibitionsArgs extends ExhibitionListArgs {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Only those that last on this day.',
    deprecationReason: 'Use `filter: { on }`; goes on 2027-06-30.',
  })
  on?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'If true, only those that last today, by the calendar in Macao.',
    deprecationReason: 'Use `filter: { onNow }`; goes on 2027-06-30.',
  })
  onNow?: boolean | null

  @Field(() => ExhibitionOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: ExhibitionOrder | null
}

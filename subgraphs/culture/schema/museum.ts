import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime, LocalDate } from '../../../schema/scalars.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { PlacedListArgs } from '../../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { OpeningHours } from '../../_kit/openingHours.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { AdministrativeArea, Place } from './references.ts'

@ObjectType({
  implements: Node,
  description:
    'A museum or memorial house that is open to the public. Hours and fees are as last published: ask the museum before a visit.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Museum {
  @Field(() => ID, { description: 'The id in the register, such as "mam".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => OpeningHours, {
    nullable: true,
    description: 'When it is open; null where the register does not say.',
  })
  openingHours!: OpeningHours | null

  @Field(() => String, {
    nullable: true,
    description: 'The last time of the day at which visitors are let in, "HH:MM"; null where none is stated.',
  })
  lastEntry!: string | null

  @Field(() => Int, {
    nullable: true,
    description:
      'The ordinary fee for an adult, in patacas (MOP): 0 where entry is free, null where it is not known.',
  })
  feeMop!: number | null

  @Field(() => String, { description: 'Who runs it: a bureau by its abbreviation, or the name of a body.' })
  operator!: string

  @Field(() => Place, { nullable: true, description: 'Where it stands; null where that is not known.' })
  place!: Place | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The parish that the register names; null where it names none.',
  })
  area!: AdministrativeArea | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'How many people entered a museum on one day.' })
export class DailyVisitors {
  @Field(() => LocalDate, { description: 'The day.' })
  day!: string

  @Field(() => Int, { description: 'Entries counted at the gate, not corrected.' })
  visitors!: number

  @Field(() => Provenance, { description: 'Where the count comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'A museum near a place.' })
export class NearbyMuseum {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => Museum, { description: 'The museum.' })
  museum!: Museum
}

export const MuseumConnection = createConnectionType('Museum', () => Museum)

export enum MuseumOrder {
  ID = 'ID',
  FEE_LOWEST = 'FEE_LOWEST',
}

registerEnumType(MuseumOrder, {
  name: 'MuseumOrder',
  description: 'How a list of museums is ordered.',
  valuesConfig: {
    ID: { description: 'By id.' },
    FEE_LOWEST: { description: 'By fee, the lowest first; those whose fee is not known come last.' },
  },
})

@InputType({ description: 'Which museums a list holds; what is left out does not restrict.' })
export class MuseumFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area.' })
  area?: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those open at this moment; one whose hours are not known is left out.',
  })
  openAt?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only free ones; false: only those with a fee. One whose fee is not known is neither.',
  })
  isFree?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only free ones; false: only those with a fee. One whose fee is not known is neither.',
    deprecationReason: 'Use `isFree`; goes on 2027-06-30.',
  })
  freeAdmission?: boolean | null
}

export type MuseumSortField = PlacedSortField | 'FEE_MOP'

export const MuseumSort = createPlacedSortType('Museum', 'museums', { FEE_MOP: 'The fee.' })

@ArgsType()
export class MuseumListArgs extends PlacedListArgs {
  @Field(() => MuseumFilter, { nullable: true, description: 'Which museums the list holds.' })
  filter?: MuseumFilter | null

  @Field(() => [MuseumSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<MuseumSortField>[] | null
}

@ArgsType()
export class MuseumsArgs extends MuseumListArgs {
  @Field(() => MuseumOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: MuseumOrder | null
}

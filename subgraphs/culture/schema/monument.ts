import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime, LocalDate } from '../../../schema/scalars.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { PlacedListArgs } from '../../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { OpeningHours } from '../../_kit/openingHours.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { ConditionGrade } from '../source/conditionSurveys.ts'
import { MonumentKind } from '../source/monuments.ts'
import { AdministrativeArea, Place } from './references.ts'

registerEnumType(MonumentKind, {
  name: 'MonumentKind',
  description: 'What a monument is.',
  valuesConfig: {
    BUILDING: { description: 'A building, a wall or a cemetery.' },
    SQUARE: { description: 'A square.' },
  },
})

registerEnumType(ConditionGrade, {
  name: 'ConditionGrade',
  description: 'The condition of a monument in a survey.',
  valuesConfig: {
    GOOD: { description: 'No work is needed.' },
    FAIR: { description: 'Work is needed, without hurry.' },
    POOR: { description: 'Work is needed soon.' },
  },
})

@ObjectType({
  implements: Node,
  description: 'A monument of the Historic Centre of Macao, a world heritage site.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Monument {
  @Field(() => ID, { description: 'The id in the register, such as "wh-18".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => MonumentKind, { description: 'Whether it is a building or a square.' })
  kind!: MonumentKind

  @Field(() => Int, {
    nullable: true,
    description:
      "The number that the bureau's heritage site gives it, 1 to 25; null for the five squares without a page of their own.",
  })
  worldHeritageId!: number | null

  @Field(() => String, {
    description: 'The code of the classified property that it belongs to, such as "MM008".',
  })
  classifiedCode!: string

  @Field(() => OpeningHours, {
    nullable: true,
    description: 'When it is open; null where the register does not say, as for squares.',
  })
  openingHours!: OpeningHours | null

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

@ObjectType({ description: 'What an inspection of a monument found.' })
export class ConditionSurvey {
  @Field(() => LocalDate, { description: 'The day of the inspection.' })
  surveyedOn!: string

  @Field(() => ConditionGrade, { description: 'The condition found.' })
  grade!: ConditionGrade

  @Field(() => String, { description: 'The findings.' })
  findings!: string

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'Where in a monument an artefact is kept.' })
export class ArtefactLocation {
  @Field(() => String, { description: 'The artefact.' })
  artefact!: string

  @Field(() => String, { description: 'The room and the case.' })
  location!: string

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'A monument near a place.' })
export class NearbyMonument {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => Monument, { description: 'The monument.' })
  monument!: Monument
}

export const MonumentConnection = createConnectionType('Monument', () => Monument)

export enum MonumentOrder {
  ID = 'ID',
  WORLD_HERITAGE_ID = 'WORLD_HERITAGE_ID',
}

registerEnumType(MonumentOrder, {
  name: 'MonumentOrder',
  description: 'How a list of monuments is ordered.',
  valuesConfig: {
    ID: { description: 'By id.' },
    WORLD_HERITAGE_ID: {
      description: "By the number of the bureau's heritage site; those without one come last.",
    },
  },
})

@InputType({ description: 'Which monuments a list holds; what is left out does not restrict.' })
export class MonumentFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area.' })
  area?: string | null

  @Field(() => [MonumentKind], { nullable: true, description: 'Only those of these kinds.' })
  kinds?: readonly MonumentKind[] | null

  @Field(() => MonumentKind, {
    nullable: true,
    description: 'Only buildings, or only squares.',
    deprecationReason: 'Use `kinds`; goes on 2027-06-30.',
  })
  kind?: MonumentKind | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those open at this moment; one whose hours are not known is left out.',
  })
  openAt?: string | null
}

export type MonumentSortField = PlacedSortField | 'WORLD_HERITAGE_ID'

export const MonumentSort = createPlacedSortType('Monument', 'monuments', {
  WORLD_HERITAGE_ID: 'The number in the list of the world heritage.',
})

@ArgsType()
export class MonumentListArgs extends PlacedListArgs {
  @Field(() => MonumentFilter, { nullable: true, description: 'Which monuments the list holds.' })
  filter?: MonumentFilter | null

  @Field(() => [MonumentSort], {
    nullable: true,
    description: describeSort('by the number in the list of the world heritage'),
  })
  sort?: readonly Sort<MonumentSortField>[] | null
}

@ArgsType()
export class MonumentsArgs extends MonumentListArgs {
  @Field(() => MonumentOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: MonumentOrder | null
}

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

@ObjectType({ implements: Node, description: 'A public library.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Library {
  @Field(() => ID, { description: 'The id in the register, such as "central".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => OpeningHours, {
    nullable: true,
    description: 'When it is open; null where the register does not say.',
  })
  openingHours!: OpeningHours | null

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

@ObjectType({ description: 'A book lent to a member of a library.' })
export class LibraryLoan {
  @Field(() => ID, { description: 'The id of the loan.' })
  id!: string

  @Field(() => String, { description: 'The code of the member.' })
  member!: string

  @Field(() => String, { description: 'The title lent.' })
  title!: string

  @Field(() => LocalDate, { description: 'The day on which it was lent.' })
  lentOn!: string

  @Field(() => LocalDate, { description: 'The day on which it is due.' })
  dueOn!: string

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which it came back; null while it is out.',
  })
  returnedOn!: string | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'A library near a place.' })
export class NearbyLibrary {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => Library, { description: 'The library.' })
  library!: Library
}

export const LibraryConnection = createConnectionType('Library', () => Library)

export enum LibraryOrder {
  ID = 'ID',
}

registerEnumType(LibraryOrder, {
  name: 'LibraryOrder',
  description: 'How a list of libraries is ordered.',
  valuesConfig: { ID: { description: 'By id.' } },
})

@InputType({ description: 'Which libraries a list holds; what is left out does not restrict.' })
export class LibraryFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area.' })
  area?: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those open at this moment; one whose hours are not known is left out.',
  })
  openAt?: string | null
}

export const LibrarySort = createPlacedSortType('Library', 'libraries', {})

@ArgsType()
export class LibraryListArgs extends PlacedListArgs {
  @Field(() => LibraryFilter, { nullable: true, description: 'Which libraries the list holds.' })
  filter?: LibraryFilter | null

  @Field(() => [LibrarySort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<PlacedSortField>[] | null
}

@ArgsType()
export class LibrariesArgs extends LibraryListArgs {
  @Field(() => LibraryOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: LibraryOrder | null
}

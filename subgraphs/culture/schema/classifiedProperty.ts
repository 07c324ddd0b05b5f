import { ArgsType, Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../_kit/connection.ts'
import { ListArgs } from '../../_kit/lists/listArgs.ts'
import { createSortType, describeSort, type Sort, type SortField } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { ClassifiedCategory, Island } from '../source/classifiedProperties.ts'

registerEnumType(ClassifiedCategory, {
  name: 'ClassifiedCategory',
  description: 'The category under which the heritage law classifies a property.',
  valuesConfig: {
    MONUMENT: { description: 'A monument.' },
    BUILDING: { description: 'A building of architectural interest.' },
    ENSEMBLE: { description: 'An ensemble, such as a street or a square with its houses.' },
    SITE: { description: 'A site, such as a garden or a cemetery.' },
  },
})

registerEnumType(Island, {
  name: 'Island',
  description: 'A part of Macao as the codes of classified property tell it.',
  valuesConfig: {
    MACAO: { description: 'The peninsula.' },
    TAIPA: { description: 'Taipa.' },
    COLOANE: { description: 'Coloane.' },
  },
})

@ObjectType({
  implements: Node,
  description:
    'An immovable property that is protected by law. Of the official list the data have those whose code is known to them.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class ClassifiedProperty {
  @Field(() => ID, { description: 'The code on the official list, such as "MM008".' })
  id!: string

  @Field(() => String, { description: 'The same code.' })
  code!: string

  @Field(() => Text, {
    nullable: true,
    description:
      'The name; null where the code stands for several things and the data have no name for them all.',
  })
  name!: Text | null

  @Field(() => ClassifiedCategory, { description: 'The category.' })
  category!: ClassifiedCategory

  @Field(() => Island, { description: 'Where it stands.' })
  island!: Island

  @Field(() => String, {
    nullable: true,
    description:
      'The owner; for the culture bureau alone, null for others and where not known. In the bundled data a code, never a person.',
  })
  @Directive('@requiresScopes(scopes: [["bureau:ic"]])')
  ownerName!: string | null

  @Field(() => Boolean, { description: 'Whether `ownerName` is synthetic, made to show the shape.' })
  ownerIsSample!: boolean

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

export const ClassifiedPropertyConnection = createConnectionType(
  'ClassifiedProperty',
  () => ClassifiedProperty,
)

@InputType({ description: 'Which classified property a list holds; what is left out does not restrict.' })
export class ClassifiedPropertyFilter {
  @Field(() => [ClassifiedCategory], { nullable: true, description: 'Only those of these categories.' })
  categories?: readonly ClassifiedCategory[] | null

  @Field(() => ClassifiedCategory, {
    nullable: true,
    description: 'Only property of this category.',
    deprecationReason: 'Use `categories`; goes on 2027-06-30.',
  })
  category?: ClassifiedCategory | null
}

export enum ClassifiedPropertyOrder {
  CODE = 'CODE',
}

registerEnumType(ClassifiedPropertyOrder, {
  name: 'ClassifiedPropertyOrder',
  description: 'How a list of classified property is ordered.',
  valuesConfig: { CODE: { description: 'By code.' } },
})

export const ClassifiedPropertySort = createSortType('ClassifiedProperty', 'classified property', {})

@ArgsType()
export class ClassifiedPropertiesArgs extends ListArgs {
  @Field(() => ClassifiedPropertyFilter, { nullable: true, description: 'Which property the list holds.' })
  filter?: ClassifiedPropertyFilter | null

  @Field(() => [ClassifiedPropertySort], { nullable: true, description: describeSort('by code') })
  sort?: readonly Sort<SortField>[] | null

  @Field(() => ClassifiedPropertyOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: ClassifiedPropertyOrder | null
}

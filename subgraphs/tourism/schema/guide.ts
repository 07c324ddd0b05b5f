import { ArgsType, Directive, Field, ID, InputType, ObjectType } from 'type-graphql'
import { createConnectionType } from '../../_kit/connection.ts'
import { ListArgs } from '../../_kit/lists/listArgs.ts'
import { createSortType, describeSort, type Sort, type SortField } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'

@ObjectType({
  implements: Node,
  description: 'A licensed tourist guide. Every record held here is synthetic.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Guide {
  @Field(() => ID, { description: 'The id in the register of guides.' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => String, { description: 'The number of the licence.' })
  licenceNumber!: string

  @Field(() => [String], {
    description:
      'The languages in which the guide is licensed to guide, as BCP 47 tags such as "yue" or "pt".',
  })
  languages!: readonly string[]

  @Field(() => String, {
    nullable: true,
    description:
      'The telephone number given with the licence; for bureau staff (a natural person), null for others and where not known.',
  })
  @Directive('@requiresScopes(scopes: [["staff"]])')
  licencePhone!: string | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

export const GuideConnection = createConnectionType('Guide', () => Guide)

@InputType({ description: 'Which guides a list holds; what is left out does not restrict.' })
export class GuideFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Only those who guide in this language, a BCP 47 tag.',
  })
  language?: string | null
}

export const GuideSort = createSortType('Guide', 'guides', {})

@ArgsType()
export class GuidesArgs extends ListArgs {
  @Field(() => GuideFilter, { nullable: true, description: 'Which guides the list holds.' })
  filter?: GuideFilter | null

  @Field(() => [GuideSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<SortField>[] | null
}

import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
import { LocalDate } from '../../../schema/scalars.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { AdministrativeArea } from './keys.ts'

@ObjectType({ description: 'Cases of a disease in one parish on one day.' })
export class CaseCell {
  @Field(() => LocalDate, { description: 'The day on which the cases were notified.' })
  day!: string

  @Field(() => AdministrativeArea, {
    nullable: true,
    description:
      'The parish in which the patients live; people of Cotai are counted in São Francisco Xavier. Null where the catalogue does not have it.',
  })
  area!: AdministrativeArea | null

  @Field(() => Int, { nullable: true, description: 'Number of cases; null where it is withheld.' })
  cases!: number | null
}

@ObjectType({ description: 'Cases of a disease on one day in the whole territory.' })
export class CasesOfDay {
  @Field(() => LocalDate, { description: 'The day on which the cases were notified.' })
  day!: string

  @Field(() => Int, { nullable: true, description: 'Number of cases; null where it is withheld.' })
  cases!: number | null
}

@ObjectType({ description: 'Cases of a disease in one parish over the whole period.' })
export class CasesOfArea {
  @Field(() => AdministrativeArea, {
    nullable: true,
    description:
      'The parish in which the patients live; people of Cotai are counted in São Francisco Xavier. Null where the catalogue does not have it.',
  })
  area!: AdministrativeArea | null

  @Field(() => Int, { nullable: true, description: 'Number of cases; null where it is withheld.' })
  cases!: number | null
}

@ObjectType({ description: 'Cases of a disease by day and parish, with their sums.' })
export class DiseaseCases {
  @Field(() => LocalDate, { description: 'The first day of the period.' })
  from!: string

  @Field(() => LocalDate, { description: 'The last day of the period.' })
  to!: string

  @Field(() => Int, {
    nullable: true,
    description:
      'Cases in the whole territory over the whole period; null where it would give a withheld number away.',
  })
  total!: number | null

  @Field(() => [CasesOfDay], { description: 'Sums for the whole territory, day by day.' })
  byDay!: readonly CasesOfDay[]

  @Field(() => [CasesOfArea], { description: 'Sums over the whole period, parish by parish.' })
  byArea!: readonly CasesOfArea[]

  @Field(() => [CaseCell], { description: 'Day by parish.' })
  cells!: readonly CaseCell[]
}

@ObjectType({
  implements: Node,
  description: 'A disease that must be notified to the Health Bureau (Law 2/2004).',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class NotifiableDisease {
  @Field(() => ID, { description: 'The id of the disease, such as "influenza".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => String, { description: 'Its code or range of codes in ICD-10.' })
  icd10!: string

  @Field(() => DiseaseCases, {
    nullable: true,
    description:
      'Cases as they are published: numbers under 5 are withheld, and as many others as it takes that no sum gives one away. The total of the territory is always told.',
  })
  @Directive('@semanticNonNull')
  cases!: DiseaseCases | null

  @Field(() => DiseaseCases, {
    nullable: true,
    description: 'Cases with nothing withheld; for the Health Bureau alone, null for others.',
  })
  @Directive('@requiresScopes(scopes: [["bureau:ssm"]])')
  exactCases!: DiseaseCases | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

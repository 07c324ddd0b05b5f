import { ArgsType, Directive, Field, ID, InputType, ObjectType } from 'type-graphql'
import { createConnectionType } from '../../_kit/connection.ts'
import { ListArgs } from '../../_kit/lists/listArgs.ts'
import { createSortType, describeSort, type Sort, type SortField } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { HealthFacility } from './facility.ts'

@ObjectType({ implements: Node, description: 'A licensed doctor, known by a code.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Doctor {
  @Field(() => ID, { description: 'The id of the doctor in the register.' })
  id!: string

  @Field(() => String, { description: 'The code under which the doctor is published; never a name.' })
  code!: string

  @Field(() => Text, { description: 'The specialty.' })
  specialty!: Text

  @Field(() => HealthFacility, {
    nullable: true,
    description: 'Where the doctor works; null where the register does not say.',
  })
  facility!: HealthFacility | null

  @Field(() => String, {
    nullable: true,
    description:
      'The number of the licence; for registered developers, since the register is not for harvest; null for others.',
  })
  @Directive('@requiresScopes(scopes: [["developer"], ["partner"], ["staff"]])')
  @Directive('@quota(perDay: 500)')
  licenceNumber!: string | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

export const DoctorConnection = createConnectionType('Doctor', () => Doctor)

@InputType({ description: 'Which doctors a list holds; what is left out does not restrict.' })
export class DoctorFilter {
  @Field(() => ID, {
    nullable: true,
    description: 'Only those of whom the register says that they work at this facility, such as "chcsj".',
  })
  facility?: string | null
}

export type DoctorSortField = SortField | 'CODE'

export const DoctorSort = createSortType('Doctor', 'doctors', {
  CODE: 'The code under which the doctor is published.',
})

@ArgsType()
export class DoctorsArgs extends ListArgs {
  @Field(() => DoctorFilter, { nullable: true, description: 'Which doctors the list holds.' })
  filter?: DoctorFilter | null

  @Field(() => [DoctorSort], { nullable: true, description: describeSort('as in the register') })
  sort?: readonly Sort<DoctorSortField>[] | null
}

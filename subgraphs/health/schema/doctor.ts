import { Directive, Field, ID, ObjectType } from 'type-graphql'
import { createConnectionType } from '../../_kit/connection.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { HealthFacility } from './facility.ts'

@ObjectType({ description: 'A licensed doctor, known by a code.' })
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
      'The number of the licence; for registered developers, since the register is not for harvest.',
  })
  @Directive('@requiresScopes(scopes: [["developer"], ["partner"], ["staff"]])')
  @Directive('@quota(perDay: 500)')
  licenceNumber!: string | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

export const DoctorConnection = createConnectionType('Doctor', () => Doctor)

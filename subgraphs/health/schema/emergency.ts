import { ArgsType, Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { EmergencyDepartmentKind, EmergencyWaitStatus } from './codes.ts'
import { HealthFacility } from './facility.ts'
import { AdministrativeArea, Place } from './keys.ts'

@ObjectType({ description: 'The patients who wait in one triage level.' })
export class TriageLevelCount {
  @Field(() => Int, { description: 'The triage level: 1 is the most urgent, 5 the least.' })
  level!: number

  @Field(() => Int, {
    nullable: true,
    description:
      'Patients who wait; null where under 5, where it would give such a number away, or not known.',
  })
  waitingPatients!: number | null
}

@ObjectType({
  implements: Node,
  description: 'A department that takes emergencies, and how long one waits there.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 300)')
export class EmergencyDepartment {
  @Field(() => ID, { description: 'The id of the department, such as "chcsj-adult".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => EmergencyDepartmentKind, {
    nullable: true,
    description: 'For whom it is; null where the register does not say.',
  })
  kind!: EmergencyDepartmentKind | null

  @Field(() => HealthFacility, { description: 'The facility that it belongs to.' })
  facility!: HealthFacility

  @Field(() => Place, {
    nullable: true,
    description: 'Where the facility stands; null where the coordinate is not known.',
  })
  place!: Place | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The area that the register names; null where it names none.',
  })
  area!: AdministrativeArea | null

  @Field(() => Boolean, {
    description:
      'Whether waits are published for it. Where they are not, all that follows from them is null.',
  })
  publishesWaits!: boolean

  @Field(() => Int, {
    nullable: true,
    description: 'Mean wait in minutes; null where not published, or not known at the moment.',
  })
  waitMinutesAvg!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Nine of ten patients wait at most so many minutes; null where not published or not known.',
  })
  waitMinutesP90!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Number of patients who wait; null where not published or not known.',
  })
  waitingPatients!: number | null

  @Field(() => EmergencyWaitStatus, {
    nullable: true,
    description: 'How busy the department says that it is; null where not published or not known.',
  })
  waitStatus!: EmergencyWaitStatus | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the wait was observed; null where none was.',
  })
  observedAt!: string | null

  @Directive('@cacheControl(maxAge: 60)')
  @Field(() => Boolean, {
    description:
      'Whether the department publishes waits and the last one is older than three intervals of its source.',
  })
  stale!: boolean

  @Field(() => [TriageLevelCount], {
    nullable: true,
    description:
      'Patients who wait by triage level, with numbers under 5 withheld; for partners such as ambulances. Null where nothing is known.',
  })
  @Directive('@requiresScopes(scopes: [["partner"], ["staff"]])')
  @Directive('@tag(name: "partner")')
  waitingByTriageLevel!: readonly TriageLevelCount[] | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'An emergency department near a place.' })
export class NearbyEmergencyDepartment {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => EmergencyDepartment, { description: 'The emergency department.' })
  emergencyDepartment!: EmergencyDepartment
}

/** There are a handful in the whole territory: the nearest may well be far. */
@ArgsType()
export class NearbyEmergencyDepartmentsArgs {
  @Field(() => Int, {
    defaultValue: 5000,
    description: 'The radius in metres along a straight line, 1 to 5000.',
  })
  withinMetres!: number

  @Field(() => Int, { defaultValue: 5, description: 'How many to return at most, nearest first, 1 to 100.' })
  first!: number
}

export enum EmergencyDepartmentOrder {
  WAIT_SHORTEST = 'WAIT_SHORTEST',
  ID = 'ID',
}

registerEnumType(EmergencyDepartmentOrder, {
  name: 'EmergencyDepartmentOrder',
  description: 'How the emergency departments are ordered.',
  valuesConfig: {
    WAIT_SHORTEST: { description: 'By mean wait, shortest first; those whose wait is not known come last.' },
    ID: { description: 'By id.' },
  },
})

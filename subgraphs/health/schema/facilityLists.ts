import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { PageArgs, createConnectionType } from '../../_kit/connection.ts'
import { NearbyArgs } from '../../_kit/place.ts'
import { HealthFacilityKind } from './codes.ts'
import { Clinic, HealthCentre, HealthFacility, Hospital, Pharmacy } from './facility.ts'

export const HealthFacilityConnection = createConnectionType('HealthFacility', () => HealthFacility)
export const HospitalConnection = createConnectionType('Hospital', () => Hospital)
export const HealthCentreConnection = createConnectionType('HealthCentre', () => HealthCentre)
export const ClinicConnection = createConnectionType('Clinic', () => Clinic)
export const PharmacyConnection = createConnectionType('Pharmacy', () => Pharmacy)

export enum HealthFacilityOrder {
  REGISTER = 'REGISTER',
  ID = 'ID',
}

registerEnumType(HealthFacilityOrder, {
  name: 'HealthFacilityOrder',
  description: 'How a list of health facilities is ordered.',
  valuesConfig: {
    REGISTER: { description: 'As in the register: hospitals, health centres, then the others.' },
    ID: { description: 'By id.' },
  },
})

@InputType({ description: 'Which health facilities a list holds; what is left out does not restrict.' })
export class HealthFacilityFilter {
  @Field(() => [HealthFacilityKind], { nullable: true, description: 'Only those of these kinds.' })
  kinds?: readonly HealthFacilityKind[]

  @Field(() => ID, { nullable: true, description: 'Only those in this area.' })
  area?: string
}

@ArgsType()
export class HealthFacilitiesArgs extends PageArgs {
  @Field(() => HealthFacilityFilter, { nullable: true, description: 'Which facilities the list holds.' })
  filter?: HealthFacilityFilter

  @Field(() => HealthFacilityOrder, {
    defaultValue: HealthFacilityOrder.REGISTER,
    description: 'The order of the list.',
  })
  orderBy!: HealthFacilityOrder
}

@ArgsType()
export class NearbyHealthFacilitiesArgs extends NearbyArgs {
  @Field(() => [HealthFacilityKind], { nullable: true, description: 'Only those of these kinds.' })
  kinds?: readonly HealthFacilityKind[]
}

@ObjectType({ description: 'A health facility near a place.' })
export class NearbyHealthFacility {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => HealthFacility, { description: 'The facility.' })
  healthFacility!: HealthFacility
}

import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { createConnectionType } from '../../_kit/connection.ts'
import { PlacedListArgs } from '../../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
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
  kinds?: readonly HealthFacilityKind[] | null

  @Field(() => ID, { nullable: true, description: 'Only those in this area.' })
  area?: string | null
}

export const HealthFacilitySort = createPlacedSortType('HealthFacility', 'health facilities', {})

@ArgsType()
export class HealthFacilityListArgs extends PlacedListArgs {
  @Field(() => HealthFacilityFilter, { nullable: true, description: 'Which facilities the list holds.' })
  filter?: HealthFacilityFilter | null

  @Field(() => [HealthFacilitySort], { nullable: true, description: describeSort('as in the register') })
  sort?: readonly Sort<PlacedSortField>[] | null
}

@ArgsType()
export class HealthFacilitiesArgs extends HealthFacilityListArgs {
  @Field(() => HealthFacilityOrder, {
    nullable: true,
    description: 'The order of the list.',
    deprecationReason: 'Use `sort`; goes on 2027-06-30.',
  })
  orderBy?: HealthFacilityOrder | null
}

@InputType({ description: 'Which hospitals a list holds; what is left out does not restrict.' })
export class HospitalFilter {
  @Field(() => ID, { nullable: true, description: 'Only those in this area.' })
  area?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: only those that take emergencies; false: only those that do not. One of which it is not known is neither.',
  })
  hasEmergency?: boolean | null
}

export type HospitalSortField = PlacedSortField | 'BEDS'

export const HospitalSort = createPlacedSortType('Hospital', 'hospitals', { BEDS: 'The number of beds.' })

@ArgsType()
export class HospitalsArgs extends PlacedListArgs {
  @Field(() => HospitalFilter, { nullable: true, description: 'Which hospitals the list holds.' })
  filter?: HospitalFilter | null

  @Field(() => [HospitalSort], { nullable: true, description: describeSort('as in the register') })
  sort?: readonly Sort<HospitalSortField>[] | null
}

@InputType({ description: 'Which health centres a list holds; what is left out does not restrict.' })
export class HealthCentreFilter {
  @Field(() => ID, { nullable: true, description: 'Only those in this area.' })
  area?: string | null
}

export const HealthCentreSort = createPlacedSortType('HealthCentre', 'health centres', {})

@ArgsType()
export class HealthCentresArgs extends PlacedListArgs {
  @Field(() => HealthCentreFilter, { nullable: true, description: 'Which health centres the list holds.' })
  filter?: HealthCentreFilter | null

  @Field(() => [HealthCentreSort], { nullable: true, description: describeSort('as in the register') })
  sort?: readonly Sort<PlacedSortField>[] | null
}

@InputType({
  description: 'Which clinics and other facilities a list holds; what is left out does not restrict.',
})
export class ClinicFilter {
  @Field(() => [HealthFacilityKind], { nullable: true, description: 'Only those of these kinds.' })
  kinds?: readonly HealthFacilityKind[] | null

  @Field(() => ID, { nullable: true, description: 'Only those in this area.' })
  area?: string | null
}

export const ClinicSort = createPlacedSortType('Clinic', 'clinics', {})

@ArgsType()
export class ClinicsArgs extends PlacedListArgs {
  @Field(() => ClinicFilter, { nullable: true, description: 'Which facilities the list holds.' })
  filter?: ClinicFilter | null

  @Field(() => [ClinicSort], { nullable: true, description: describeSort('as in the register') })
  sort?: readonly Sort<PlacedSortField>[] | null
}

@InputType({ description: 'Which pharmacies a list holds; what is left out does not restrict.' })
export class PharmacyFilter {
  @Field(() => ID, { nullable: true, description: 'Only those in this area.' })
  area?: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those open at this moment; one whose hours are not known is left out.',
  })
  openAt?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: only those open at the moment of asking; the answer may be a minute old. One whose hours are not known is left out.',
  })
  openNow?: boolean | null
}

export const PharmacySort = createPlacedSortType('Pharmacy', 'pharmacies', {})

@ArgsType()
export class PharmaciesArgs extends PlacedListArgs {
  @Field(() => PharmacyFilter, { nullable: true, description: 'Which pharmacies the list holds.' })
  filter?: PharmacyFilter | null

  @Field(() => [PharmacySort], { nullable: true, description: describeSort('as in the register') })
  sort?: readonly Sort<PlacedSortField>[] | null
}

@ArgsType()
export class NearbyHealthFacilitiesArgs extends NearbyArgs {
  @Field(() => [HealthFacilityKind], { nullable: true, description: 'Only those of these kinds.' })
  kinds?: readonly HealthFacilityKind[] | null
}

@ObjectType({ description: 'A health facility near a place.' })
export class NearbyHealthFacility {
  @Field(() => Int, { description: 'Distance along a straight line, in metres.' })
  metres!: number

  @Field(() => HealthFacility, { description: 'The facility.' })
  healthFacility!: HealthFacility
}

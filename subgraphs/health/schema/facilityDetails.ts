import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql'
import { DateTime, LocalDate, YearMonth } from '../../../schema/scalars.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { DiagnosisGroup } from './codes.ts'
import { AdministrativeArea } from './keys.ts'

@ObjectType({ description: 'The beds of one ward of a hospital at one moment.' })
@Directive('@cacheControl(maxAge: 3600)')
export class BedOccupancy {
  @Field(() => String, { description: 'The kind of ward, in the words of the source.' })
  ward!: string

  @Field(() => Int, { description: 'Beds with staff.' })
  staffed!: number

  @Field(() => Int, { description: 'Beds with a patient; may exceed the beds with staff.' })
  occupied!: number

  @Field(() => Float, { description: 'Occupied beds as a share of those with staff; 1 is full.' })
  rate!: number

  @Field(() => DateTime, { description: 'When the beds were counted.' })
  observedAt!: string

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'One shift of one member of staff.' })
export class StaffShift {
  @Field(() => String, { description: 'The code of the member of staff; never a name.' })
  staffCode!: string

  @Field(() => String, { description: 'The unit of the facility, in the words of the source.' })
  unit!: string

  @Field(() => String, { description: 'The profession, in the words of the source.' })
  role!: string

  @Field(() => DateTime, { description: 'When the shift begins.' })
  startsAt!: string

  @Field(() => DateTime, { description: 'When the shift ends.' })
  endsAt!: string

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'Visits of one month from one statistical district in one diagnosis group.' })
export class VisitCell {
  @Field(() => AdministrativeArea, {
    nullable: true,
    description:
      'The statistical district in which the visitors live; null where the catalogue does not have it.',
  })
  district!: AdministrativeArea | null

  @Field(() => DiagnosisGroup, { description: 'The diagnosis group.' })
  diagnosisGroup!: DiagnosisGroup

  @Field(() => Int, { nullable: true, description: 'Number of visits; null where it is withheld.' })
  visits!: number | null
}

@ObjectType({ description: 'Visits of one month from one statistical district, in all diagnosis groups.' })
export class DistrictVisits {
  @Field(() => AdministrativeArea, {
    nullable: true,
    description:
      'The statistical district in which the visitors live; null where the catalogue does not have it.',
  })
  district!: AdministrativeArea | null

  @Field(() => Int, { nullable: true, description: 'Number of visits; null where it is withheld.' })
  visits!: number | null
}

@ObjectType({ description: 'Visits of one month in one diagnosis group, from all statistical districts.' })
export class DiagnosisGroupVisits {
  @Field(() => DiagnosisGroup, { description: 'The diagnosis group.' })
  diagnosisGroup!: DiagnosisGroup

  @Field(() => Int, { nullable: true, description: 'Number of visits; null where it is withheld.' })
  visits!: number | null
}

@ObjectType({
  description:
    'Visits to a health centre in one month. Numbers under 5 are withheld, and as many others as it takes that no sum gives one away.',
})
export class HealthCentreVisits {
  @Field(() => YearMonth, { description: 'The month.' })
  month!: string

  @Field(() => Int, { nullable: true, description: 'All visits; null where the number is withheld.' })
  total!: number | null

  @Field(() => [DistrictVisits], { description: 'Sums by statistical district.' })
  byDistrict!: readonly DistrictVisits[]

  @Field(() => [DiagnosisGroupVisits], { description: 'Sums by diagnosis group.' })
  byDiagnosisGroup!: readonly DiagnosisGroupVisits[]

  @Field(() => [VisitCell], { description: 'Statistical district by diagnosis group.' })
  cells!: readonly VisitCell[]

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'Places left today for one vaccine at one site.' })
export class VaccinationSlots {
  @Field(() => Text, { description: 'The vaccine; the source names it in Chinese only.' })
  vaccine!: Text

  @Field(() => Int, { nullable: true, description: 'Places that can still be booked; null where not known.' })
  bookable!: number | null

  @Field(() => Boolean, { description: 'Whether the site takes people without a booking.' })
  offersWalkIn!: boolean

  @Field(() => Int, {
    nullable: true,
    description: 'Places left without a booking; null where these are not offered, or not known.',
  })
  walkIn!: number | null

  @Field(() => DateTime, { description: 'When the places were counted.' })
  observedAt!: string

  @Directive('@cacheControl(maxAge: 60)')
  @Field(() => Boolean, { description: 'Whether the number is older than three intervals of its source.' })
  stale!: boolean

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'What the ISAF, which has licensed pharmacies since 2022, says of one.' })
export class PharmacyLicence {
  @Field(() => Text, { description: 'The name in the list of licences.' })
  name!: Text

  @Field(() => String, {
    nullable: true,
    description: 'The address in the words of the list; null where it gives none.',
  })
  address!: string | null

  @Field(() => String, { nullable: true, description: 'The telephone number; null where the list has none.' })
  telephone!: string | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ description: 'What an inspection of a pharmacy found.' })
export class InspectionFinding {
  @Field(() => ID, { description: 'The id of the inspection.' })
  id!: string

  @Field(() => LocalDate, { description: 'The day of the inspection.' })
  inspectedOn!: string

  @Field(() => String, { description: 'The finding, in the words of the inspectors.' })
  finding!: string

  @Field(() => String, { description: 'How severe it is, in the words of the inspectors.' })
  severity!: string

  @Field(() => Boolean, { description: 'Whether the decision on it is final.' })
  decisionIsFinal!: boolean

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

import { Directive, Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql'
import { Node } from '../../_kit/node.ts'
import { OpeningHours } from '../../_kit/openingHours.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { facilityTypeOf } from '../facilityType.ts'
import { HealthFacilityKind, RecordConfidence } from './codes.ts'
import {
  BedOccupancy,
  HealthCentreVisits,
  InspectionFinding,
  PharmacyLicence,
  StaffShift,
  VaccinationSlots,
} from './facilityDetails.ts'
import { AdministrativeArea, Place } from './keys.ts'

@InterfaceType({
  implements: Node,
  description: 'A hospital, health centre, clinic, pharmacy or other facility of the register.',
  resolveType: facilityTypeOf,
})
export class HealthFacility {
  @Field(() => ID, { description: 'The id in the register, such as "chcsj".' })
  id!: string

  @Field(() => Text, { description: 'The name.' })
  name!: Text

  @Field(() => HealthFacilityKind, { description: 'What it is, as the register classes it.' })
  kind!: HealthFacilityKind

  @Field(() => Place, {
    nullable: true,
    description: 'Where it stands; null where the coordinate is not known.',
  })
  place!: Place | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description:
      'The area that the register names; null where it names none or it lies outside Macao (see note).',
  })
  area!: AdministrativeArea | null

  @Field(() => String, { nullable: true, description: 'Who runs it; null where the register does not say.' })
  operator!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The telephone number, without +853; null where not known.',
  })
  phone!: string | null

  @Field(() => RecordConfidence, { description: 'How sure the register is of the record.' })
  confidence!: RecordConfidence

  @Field(() => String, {
    nullable: true,
    description:
      'What the register remarks on name, position or hours, and where they come from; null where it remarks nothing.',
  })
  note!: string | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ implements: HealthFacility, description: 'A hospital.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Hospital extends HealthFacility {
  @Field(() => Text, { nullable: true, description: 'The name that people use; null where it is the same.' })
  alsoKnownAs!: Text | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it takes emergencies; null where not known.',
  })
  hasEmergency!: boolean | null

  @Field(() => Int, { nullable: true, description: 'Number of beds, approximately; null where not known.' })
  beds!: number | null

  @Field(() => [String], { description: 'What it offers, in the words of the register.' })
  services!: readonly string[]

  @Field(() => [BedOccupancy], {
    nullable: true,
    description:
      'Beds in use by ward; for hospitals and ambulances, null for others. Empty where none is reported.',
  })
  @Directive('@requiresScopes(scopes: [["partner"], ["staff"]])')
  @Directive('@tag(name: "partner")')
  bedOccupancy!: readonly BedOccupancy[] | null

  @Field(() => [StaffShift], {
    nullable: true,
    description: 'Who works when, by codes; for the Health Bureau alone, null for others.',
  })
  @Directive('@requiresScopes(scopes: [["bureau:ssm"]])')
  staffRoster!: readonly StaffShift[] | null
}

@ObjectType({ implements: HealthFacility, description: 'A health centre or health station of the SSM.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class HealthCentre extends HealthFacility {
  @Field(() => Text, {
    nullable: true,
    description: 'The centre that it replaced; null where none is known.',
  })
  predecessor!: Text | null

  @Field(() => OpeningHours, { nullable: true, description: 'When it is open; null where not known.' })
  openingHours!: OpeningHours | null

  @Field(() => Boolean, {
    description: 'Whether `openingHours` are the office hours of the SSM: several centres are open longer.',
  })
  hasStandardHours!: boolean

  @Field(() => [VaccinationSlots], {
    nullable: true,
    description: 'Places left for vaccination; empty where the centre is not in the list.',
  })
  @Directive('@cacheControl(maxAge: 1800)')
  @Directive('@semanticNonNull')
  vaccinationSlots!: readonly VaccinationSlots[] | null

  @Field(() => HealthCentreVisits, {
    nullable: true,
    description:
      'Visits by statistical district and diagnosis group; for staff. Null where none are counted.',
  })
  @Directive('@requiresScopes(scopes: [["staff"]])')
  visitsByStatisticalDistrict!: HealthCentreVisits | null

  @Field(() => [StaffShift], {
    nullable: true,
    description: 'Who works when, by codes; for the Health Bureau alone, null for others.',
  })
  @Directive('@requiresScopes(scopes: [["bureau:ssm"]])')
  staffRoster!: readonly StaffShift[] | null
}

@ObjectType({
  implements: HealthFacility,
  description: 'A clinic, specialist unit, emergency station, laboratory or other facility.',
})
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Clinic extends HealthFacility {}

@ObjectType({ implements: HealthFacility, description: 'A pharmacy.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Pharmacy extends HealthFacility {
  @Field(() => OpeningHours, { nullable: true, description: 'When it is open; null where not known.' })
  openingHours!: OpeningHours | null

  @Field(() => PharmacyLicence, {
    nullable: true,
    description: 'What the ISAF says of it; null where it is not in the list of licences.',
  })
  licence!: PharmacyLicence | null

  @Field(() => [InspectionFinding], {
    nullable: true,
    description:
      'Findings of inspections, which are secret until they are final; for the ISAF alone, null for others.',
  })
  @Directive('@requiresScopes(scopes: [["bureau:isaf"]])')
  inspectionFindings!: readonly InspectionFinding[] | null
}

import { Arg, Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { answerIsOpen, IS_OPEN, IS_OPEN_AT, IS_OPEN_CACHE } from '../../_kit/isOpen.ts'
import { isOpenAt } from '../../_kit/openingHours.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import { isOutdated } from '../freshness.ts'
import type { DepartmentRecord } from '../departments.ts'
import { listDoctors } from '../doctorLists.ts'
import { DoctorConnection, DoctorsArgs } from '../schema/doctor.ts'
import { EmergencyDepartment } from '../schema/emergency.ts'
import { HealthCentre, HealthFacility, Hospital, Pharmacy } from '../schema/facility.ts'
import type {
  BedOccupancy,
  HealthCentreVisits,
  InspectionFinding,
  PharmacyLicence,
  StaffShift,
  VaccinationSlots,
} from '../schema/facilityDetails.ts'
import type { DoctorRecord } from '../source/doctors.ts'
import type { FacilityRecord } from '../source/facilities.ts'
import { vaccinationSlots } from '../source/vaccinationSlots.ts'
import type { HealthContext } from './context.ts'

@Resolver(() => HealthFacility)
export class HealthFacilityResolver {
  @FieldResolver()
  name(@Root() { name }: FacilityRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  area(@Root() { area }: FacilityRecord): { id: string } | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver(() => [EmergencyDepartment], {
    description: 'Its emergency departments; empty where none is known.',
  })
  async emergencyDepartments(
    @Root() { id }: FacilityRecord,
    @Ctx() { loaders }: HealthContext,
  ): Promise<readonly DepartmentRecord[]> {
    return (await loaders.departments.load(id)) ?? []
  }

  @FieldResolver(() => DoctorConnection, {
    nullable: true,
    description:
      'The licensed doctors of whom the register says that they work here, as in the register; empty where it names none.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  doctors(
    @Root() { id }: FacilityRecord,
    @Args(() => DoctorsArgs) args: DoctorsArgs,
    @Ctx() { source }: HealthContext,
  ): Page<DoctorRecord> {
    return listDoctors(source.doctorsByFacility().get(id) ?? [], source, args)
  }

  @FieldResolver()
  provenance(@Ctx() { source }: HealthContext): ProvenanceValue {
    return provenanceOf(source.read.facilities, false)
  }
}

@Resolver(() => Hospital)
export class HospitalResolver {
  @FieldResolver()
  alsoKnownAs(@Root() { alsoKnownAs }: FacilityRecord): Text | null {
    return alsoKnownAs && createText(alsoKnownAs)
  }

  @FieldResolver()
  async bedOccupancy(
    @Root() { id }: FacilityRecord,
    @Ctx() { loaders, source }: HealthContext,
  ): Promise<readonly BedOccupancy[]> {
    const wards = (await loaders.beds.load(id)) ?? []
    return wards.map((ward) => ({
      ...ward,
      rate: ward.occupied / ward.staffed,
      provenance: provenanceOf(source.read.beds, ward.sample),
    }))
  }

  @FieldResolver()
  staffRoster(@Root() { id }: FacilityRecord, @Ctx() context: HealthContext): Promise<readonly StaffShift[]> {
    return loadRoster(id, context)
  }
}

@Resolver(() => HealthCentre)
export class HealthCentreResolver {
  @FieldResolver()
  predecessor(@Root() { predecessor }: FacilityRecord): Text | null {
    return predecessor && createText(predecessor)
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether it is open at the instant; null where not known, as on public holidays, and outside the standard hours of a centre that may be open longer.',
  })
  isOpen(
    @Root() { openingHours, hasStandardHours }: FacilityRecord,
    @Arg('at', () => DateTime, { description: 'The instant.' }) at: string,
  ): boolean | null {
    const isOpen = isOpenAt(openingHours, new Date(at))
    return isOpen === false && hasStandardHours ? null : isOpen
  }

  @FieldResolver()
  async vaccinationSlots(
    @Root() { name }: FacilityRecord,
    @Ctx() { loaders, source }: HealthContext,
  ): Promise<readonly VaccinationSlots[]> {
    const slots = name.zh === null ? null : await loaders.slots.load(name.zh)
    return (slots ?? []).map((slot) => ({
      ...slot,
      vaccine: createText({ zh: slot.vaccine, pt: null, en: null }),
      stale: isOutdated(slot.observedAt, source.read.slots.read(), vaccinationSlots.intervalSeconds),
      provenance: provenanceOf(source.read.slots, slot.sample),
    }))
  }

  @FieldResolver()
  async visitsByStatisticalDistrict(
    @Root() { id }: FacilityRecord,
    @Ctx() { loaders, source }: HealthContext,
  ): Promise<HealthCentreVisits | null> {
    const visits = await loaders.visits.load(id)
    return visits && { ...visits, provenance: provenanceOf(source.read.visits, visits.sample) }
  }

  @FieldResolver()
  staffRoster(@Root() { id }: FacilityRecord, @Ctx() context: HealthContext): Promise<readonly StaffShift[]> {
    return loadRoster(id, context)
  }
}

@Resolver(() => Pharmacy)
export class PharmacyResolver {
  @FieldResolver(() => Boolean, { nullable: true, description: IS_OPEN })
  @Directive(IS_OPEN_CACHE)
  isOpen(
    @Root() { openingHours }: FacilityRecord,
    @Arg('at', () => DateTime, { nullable: true, description: IS_OPEN_AT }) at: string | null | undefined,
    @Ctx() { now }: HealthContext,
  ): boolean | null {
    return answerIsOpen(openingHours, at, now)
  }

  @FieldResolver()
  async licence(
    @Root() { id }: FacilityRecord,
    @Ctx() { loaders, source }: HealthContext,
  ): Promise<PharmacyLicence | null> {
    const licence = await loaders.licence.load(id)
    return (
      licence && {
        ...licence,
        name: createText({ zh: licence.name, pt: null, en: null }),
        provenance: provenanceOf(source.read.pharmacies, false),
      }
    )
  }

  @FieldResolver()
  async inspectionFindings(
    @Root() { id }: FacilityRecord,
    @Ctx() { loaders, source }: HealthContext,
  ): Promise<readonly InspectionFinding[]> {
    const findings = (await loaders.findings.load(id)) ?? []
    return findings.map((finding) => ({
      ...finding,
      provenance: provenanceOf(source.read.inspections, finding.sample),
    }))
  }
}

async function loadRoster(
  facility: string,
  { loaders, source }: HealthContext,
): Promise<readonly StaffShift[]> {
  const shifts = (await loaders.shifts.load(facility)) ?? []
  return shifts.map((shift) => ({ ...shift, provenance: provenanceOf(source.read.rosters, shift.sample) }))
}

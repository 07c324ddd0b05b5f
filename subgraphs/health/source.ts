import { createFeed, type Feed, type FeedSurroundings } from '../_kit/feed.ts'
import { groupBy, indexBy } from '../_kit/loader.ts'
import { createNearbyIndex, type NearbyIndex } from '../_kit/nearby.ts'
import type { SubgraphSource } from '../_kit/subgraph.ts'
import { createView } from '../_kit/view.ts'
import { departmentId, departmentsOf, type DepartmentRecord } from './departments.ts'
import { diseasesOf, type DiseaseRecord } from './diseases.ts'
import { beds, type BedRecord } from './source/beds.ts'
import { doctors, type DoctorRecord } from './source/doctors.ts'
import { emergencyWaits, type WaitRecord } from './source/emergencyWaits.ts'
import { facilities, type FacilityRecord } from './source/facilities.ts'
import { healthCentreVisits, type VisitRecord } from './source/healthCentreVisits.ts'
import { inspections, type InspectionRecord } from './source/inspections.ts'
import { notifiableDiseases, type DiseaseDayRecord } from './source/notifiableDiseases.ts'
import { pharmacies, type PharmacyLicenceRecord } from './source/pharmacies.ts'
import { staffRosters, type ShiftRecord } from './source/staffRosters.ts'
import { triage, type TriageRecord } from './source/triage.ts'
import { summariseVisits, type VisitsValue } from './visits.ts'
import { vaccinationSlots, type SlotsRecord } from './source/vaccinationSlots.ts'

/** The register, indexed, with the emergency departments that its facilities have. */
export interface RegisterView {
  readonly all: readonly FacilityRecord[]
  readonly byId: ReadonlyMap<string, FacilityRecord>
  readonly byArea: ReadonlyMap<string | null, readonly FacilityRecord[]>
  readonly near: NearbyIndex<FacilityRecord>
  readonly departments: readonly DepartmentRecord[]
  readonly departmentsById: ReadonlyMap<string, DepartmentRecord>
  readonly departmentsByFacility: ReadonlyMap<string, readonly DepartmentRecord[]>
  readonly departmentsNear: NearbyIndex<DepartmentRecord>
}

type Grouped<R> = () => ReadonlyMap<string, readonly R[]>

/** The bureau's feeds, for their provenance, and what is looked up in each. */
export interface HealthSource extends SubgraphSource {
  readonly clock: () => Date
  readonly read: HealthFeeds
  readonly register: () => RegisterView
  readonly waitByDepartment: () => ReadonlyMap<string, WaitRecord>
  readonly triageByDepartment: Grouped<TriageRecord>
  readonly bedsByFacility: Grouped<BedRecord>
  readonly shiftsByFacility: Grouped<ShiftRecord>
  readonly visitsByFacility: () => ReadonlyMap<string, VisitsValue>
  readonly slotsBySite: Grouped<SlotsRecord>
  readonly licenceByFacility: () => ReadonlyMap<string, PharmacyLicenceRecord>
  readonly findingsByPharmacy: Grouped<InspectionRecord>
  readonly doctorsById: () => ReadonlyMap<string, DoctorRecord>
  readonly doctorsByFacility: () => ReadonlyMap<string | null, readonly DoctorRecord[]>
  readonly diseasesById: () => ReadonlyMap<string, DiseaseRecord>
}

export type HealthFeeds = ReturnType<typeof createFeeds>

export function createHealthSource(surroundings: FeedSurroundings): HealthSource {
  const read = createFeeds(surroundings)
  return {
    clock: surroundings.clock,
    read,
    feeds: Object.values(read),
    register: createView([read.facilities], () => buildRegister(read.facilities.read().records)),
    waitByDepartment: unlessNeverRead(
      read.waits,
      view(read.waits, (waits) => indexBy(waits, departmentKey)),
    ),
    triageByDepartment: view(read.triage, (counts) => groupBy(counts, departmentKey)),
    bedsByFacility: view(read.beds, (wards) => groupBy(wards, ({ facility }) => facility)),
    shiftsByFacility: view(read.rosters, (shifts) => groupBy(shifts, ({ facility }) => facility)),
    visitsByFacility: view(read.visits, summariseVisits),
    slotsBySite: view(read.slots, (slots) => groupBy(slots, ({ site }) => site)),
    licenceByFacility: view(read.pharmacies, (licences) => indexBy(licences, ({ facility }) => facility)),
    findingsByPharmacy: view(read.inspections, (findings) => groupBy(findings, ({ pharmacy }) => pharmacy)),
    doctorsById: view(read.doctors, (register) => indexBy(register, ({ id }) => id)),
    doctorsByFacility: view(read.doctors, (register) => groupBy(register, ({ facility }) => facility)),
    diseasesById: view(read.diseases, (days) => indexBy(diseasesOf(days), ({ id }) => id)),
  }
}

function createFeeds(surroundings: FeedSurroundings) {
  return {
    facilities: createFeed<FacilityRecord>(facilities, surroundings),
    waits: createFeed<WaitRecord>(emergencyWaits, surroundings),
    triage: createFeed<TriageRecord>(triage, surroundings),
    visits: createFeed<VisitRecord>(healthCentreVisits, surroundings),
    diseases: createFeed<DiseaseDayRecord>(notifiableDiseases, surroundings),
    rosters: createFeed<ShiftRecord>(staffRosters, surroundings),
    beds: createFeed<BedRecord>(beds, surroundings),
    doctors: createFeed<DoctorRecord>(doctors, surroundings),
    pharmacies: createFeed<PharmacyLicenceRecord>(pharmacies, surroundings),
    inspections: createFeed<InspectionRecord>(inspections, surroundings),
    slots: createFeed<SlotsRecord>(vaccinationSlots, surroundings),
  }
}

function view<R, V>(feed: Feed<R>, build: (records: readonly R[]) => V): () => V {
  return createView([feed], () => build(feed.read().records))
}

/** Departments are known from the register: without a source of waits they are answered, with waits unknown. */
function unlessNeverRead<V>(
  feed: Feed<unknown>,
  read: () => ReadonlyMap<string, V>,
): () => ReadonlyMap<string, V> {
  return () => (feed.report().state === 'FAILED' ? new Map() : read())
}

function departmentKey({ facility, department }: WaitRecord | TriageRecord): string {
  return departmentId(facility, department)
}

function buildRegister(all: readonly FacilityRecord[]): RegisterView {
  const departments = all.flatMap(departmentsOf)
  return {
    all,
    byId: indexBy(all, ({ id }) => id),
    byArea: groupBy(all, ({ area }) => area),
    near: createNearbyIndex(all, ({ place }) => place),
    departments,
    departmentsById: indexBy(departments, ({ id }) => id),
    departmentsByFacility: groupBy(departments, ({ facility }) => facility.id),
    departmentsNear: createNearbyIndex(departments, ({ facility }) => facility.place),
  }
}

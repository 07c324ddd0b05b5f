import type DataLoader from 'dataloader'
import { createLoader, pick } from '../_kit/loader.ts'
import type { DepartmentRecord } from './departments.ts'
import type { DiseaseRecord } from './diseases.ts'
import type { HealthSource } from './source.ts'
import type { BedRecord } from './source/beds.ts'
import type { DoctorRecord } from './source/doctors.ts'
import type { WaitRecord } from './source/emergencyWaits.ts'
import type { FacilityRecord } from './source/facilities.ts'
import type { InspectionRecord } from './source/inspections.ts'
import type { PharmacyLicenceRecord } from './source/pharmacies.ts'
import type { ShiftRecord } from './source/staffRosters.ts'
import type { TriageRecord } from './source/triage.ts'
import type { SlotsRecord } from './source/vaccinationSlots.ts'
import type { VisitsValue } from './visits.ts'

type Loader<V> = DataLoader<string, V | null>

/** Each loads by the id of the facility or department, save `slots`, which the source files by the site's name. */
export interface HealthLoaders {
  readonly facility: Loader<FacilityRecord>
  readonly department: Loader<DepartmentRecord>
  readonly departments: Loader<readonly DepartmentRecord[]>
  readonly wait: Loader<WaitRecord>
  readonly triage: Loader<readonly TriageRecord[]>
  readonly beds: Loader<readonly BedRecord[]>
  readonly shifts: Loader<readonly ShiftRecord[]>
  readonly visits: Loader<VisitsValue>
  readonly slots: Loader<readonly SlotsRecord[]>
  readonly licence: Loader<PharmacyLicenceRecord>
  readonly findings: Loader<readonly InspectionRecord[]>
  readonly doctor: Loader<DoctorRecord>
  readonly disease: Loader<DiseaseRecord>
}

export function createLoaders(source: HealthSource): HealthLoaders {
  return {
    facility: createLoader((ids) => pick(source.register().byId, ids)),
    department: createLoader((ids) => pick(source.register().departmentsById, ids)),
    departments: createLoader((ids) => pick(source.register().departmentsByFacility, ids)),
    wait: createLoader((ids) => pick(source.waitByDepartment(), ids)),
    triage: createLoader((ids) => pick(source.triageByDepartment(), ids)),
    beds: createLoader((ids) => pick(source.bedsByFacility(), ids)),
    shifts: createLoader((ids) => pick(source.shiftsByFacility(), ids)),
    visits: createLoader((ids) => pick(source.visitsByFacility(), ids)),
    slots: createLoader((names) => pick(source.slotsBySite(), names)),
    licence: createLoader((ids) => pick(source.licenceByFacility(), ids)),
    findings: createLoader((ids) => pick(source.findingsByPharmacy(), ids)),
    doctor: createLoader((ids) => pick(source.doctorsById(), ids)),
    disease: createLoader((ids) => pick(source.diseasesById(), ids)),
  }
}

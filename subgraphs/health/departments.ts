import type { TextValue } from '../_kit/text.ts'
import { EmergencyDepartmentKind } from './schema/codes.ts'
import type { FacilityRecord } from './source/facilities.ts'

export interface DepartmentRecord {
  readonly id: string
  readonly facility: FacilityRecord
  readonly name: TextValue
  readonly kind: EmergencyDepartmentKind | null
  readonly publishesWaits: boolean
}

/**
 * The emergency departments of a facility: those whose waits are published, else one of which only is known that it
 * is there.
 */
export function departmentsOf(facility: FacilityRecord): readonly DepartmentRecord[] {
  if (facility.emergencyDepartments.length > 0)
    return facility.emergencyDepartments.map((kind) => ({
      id: departmentId(facility.id, kind),
      facility,
      name: nameOf(facility.name, kind),
      kind,
      publishesWaits: true,
    }))
  if (facility.hasEmergency !== true) return []
  return [{ id: facility.id, facility, name: facility.name, kind: null, publishesWaits: false }]
}

/** A facility with one department for everyone gives it its own id. */
export function departmentId(facility: string, kind: EmergencyDepartmentKind): string {
  return kind === EmergencyDepartmentKind.ISLANDS ? facility : `${facility}-${kind.toLowerCase()}`
}

function nameOf(facility: TextValue, kind: EmergencyDepartmentKind): TextValue {
  switch (kind) {
    case EmergencyDepartmentKind.ADULT:
      return extendName(facility, { zh: '成人急診', pt: 'urgência de adultos', en: 'adult emergency' })
    case EmergencyDepartmentKind.PAEDIATRIC:
      return extendName(facility, { zh: '兒科急診', pt: 'urgência pediátrica', en: 'paediatric emergency' })
    case EmergencyDepartmentKind.ISLANDS:
      return facility
  }
}

function extendName(facility: TextValue, part: { zh: string; pt: string; en: string }): TextValue {
  return {
    zh: facility.zh && `${facility.zh}${part.zh}`,
    pt: facility.pt && `${facility.pt} – ${part.pt}`,
    en: facility.en && `${facility.en} – ${part.en}`,
  }
}

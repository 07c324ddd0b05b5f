import { readBundled } from './bundle.ts'
import { recorded, registered } from './datasets.ts'
import { placeAt } from './distances.ts'
import { byId, byLeast, enumValue, facts, NOW } from './facts.ts'
import { text } from './text.ts'

const TYPES: Readonly<Record<string, string>> = {
  health_centre: 'HealthCentre',
  health_station: 'HealthCentre',
  pharmacy: 'Pharmacy',
  charity_pharmacy: 'Pharmacy',
}

const hospitals = facts.health.hospitals.map((fact) => ({
  ...facility(fact, 'Hospital'),
  operator: fact.operator,
  phone: fact.phone,
  alsoKnownAs: fact.also ? text({ zh: fact.also }) : null,
  hasEmergency: fact.emergency,
  beds: fact.beds_approx,
  services: fact.services,
}))

const others = [...facts.health.health_centres, ...facts.health.clinics_and_other].map((fact) => ({
  ...facility(fact, TYPES[fact.kind] ?? 'Clinic'),
  operator: null,
  phone: null,
}))

interface FacilityFact {
  readonly id: string
  readonly name: { readonly zh: string; readonly pt: string | null; readonly en: string }
  readonly kind: string
  readonly parish: string | null
  readonly lat: number | null
  readonly lon: number | null
  readonly confidence: string
}

function facility(fact: FacilityFact, typename: string) {
  return {
    __typename: typename,
    id: fact.id,
    name: text(fact.name),
    kind: enumValue(fact.kind),
    place: placeAt(fact.lat, fact.lon),
    area: fact.parish,
    confidence: enumValue(fact.confidence),
    provenance: registered('ssm-facilities'),
  }
}

/** In the order of the register. */
export const facilities = [...hospitals, ...others]

/** Hospitals with an emergency department and the one station; only the bureau's own publish waits. */
const waits: {
  data: {
    facility_id: string
    department: string
    observed_at: string
    waiting_patients: number
    wait_minutes_avg: number
    wait_minutes_p90: number
    status: string
  }[]
} = JSON.parse(readBundled('health/data/emergency-waits/frame-0.json'))

const withWaits = waits.data.map((wait) => {
  const { id, place, area } = findFacility(wait.facility_id)
  return {
    id: id === 'islands-emergency' ? id : `${id}-${wait.department}`,
    facilityId: id,
    kind: enumValue(wait.department),
    place,
    area,
    publishesWaits: true,
    waitMinutesAvg: wait.wait_minutes_avg,
    waitMinutesP90: wait.wait_minutes_p90,
    waitingPatients: wait.waiting_patients,
    waitStatus: enumValue(wait.status),
    observedAt: wait.observed_at,
    stale: false,
    // The bureau says itself when it counted.
    provenance: { ...recorded('ssm-emergency-waits'), sourceUpdatedAt: NOW },
  }
})

const withoutWaits = hospitals
  .filter(({ id, hasEmergency }) => hasEmergency && withWaits.every(({ facilityId }) => facilityId !== id))
  .map(({ id, place, area, provenance }) => ({
    id,
    facilityId: id,
    kind: null,
    place,
    area,
    publishesWaits: false,
    waitMinutesAvg: null,
    waitMinutesP90: null,
    waitingPatients: null,
    waitStatus: null,
    observedAt: null,
    stale: false,
    provenance,
  }))

export const departments = [...withWaits, ...withoutWaits].toSorted(byId)
export type Department = (typeof departments)[number]

export const departmentOrders = {
  ID: byId,
  WAIT_SHORTEST: byLeast<Department>(({ waitMinutesAvg }) => waitMinutesAvg),
}

function findFacility(id: string) {
  const found = facilities.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`The facts hold no facility "${id}".`)
  return found
}

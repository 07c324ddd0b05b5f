import { runSubgraph } from '../_kit/run.ts'
import type { SubgraphDefinition } from '../_kit/subgraph.ts'
import { createLoaders } from './loaders.ts'
import { ChangesResolver } from './resolvers/changes.ts'
import type { HealthContext } from './resolvers/context.ts'
import { NotifiableDiseaseResolver } from './resolvers/diseases.ts'
import { DoctorResolver } from './resolvers/doctors.ts'
import { EmergencyDepartmentResolver } from './resolvers/emergency.ts'
import {
  HealthCentreResolver,
  HealthFacilityResolver,
  HospitalResolver,
  PharmacyResolver,
} from './resolvers/facilityFields.ts'
import {
  AdministrativeAreaResolver,
  HealthFacilityListResolver,
  PlaceResolver,
} from './resolvers/facilityLists.ts'
import { references } from './resolvers/references.ts'
import { Clinic, HealthCentre, Hospital, Pharmacy } from './schema/facility.ts'
import { AdministrativeArea, Place } from './schema/keys.ts'
import { searchables } from './searchables.ts'
import { topics } from './topics.ts'
import { createHealthSource, type HealthSource } from './source.ts'

export const definition: SubgraphDefinition<HealthSource, HealthContext> = {
  name: 'health',
  resolvers: [
    HealthFacilityResolver,
    HospitalResolver,
    HealthCentreResolver,
    PharmacyResolver,
    HealthFacilityListResolver,
    PlaceResolver,
    AdministrativeAreaResolver,
    EmergencyDepartmentResolver,
    NotifiableDiseaseResolver,
    DoctorResolver,
    ChangesResolver,
  ],
  orphanedTypes: [Hospital, HealthCentre, Clinic, Pharmacy, Place, AdministrativeArea],
  references,
  topics,
  searchables,
  createSource: createHealthSource,
  createContext: (source) => ({ source, loaders: createLoaders(source), now: source.clock() }),
}

await runSubgraph(definition, import.meta.url)

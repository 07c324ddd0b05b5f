import { graphql } from '../generated/gql.ts'

export const EMERGENCY = graphql(`
  query Emergency {
    emergencyDepartments {
      id
      name {
        zh
        pt
        en
      }
      publishesWaits
      waitMinutesAvg
      waitMinutesP90
      waitingPatients
      waitStatus
      observedAt
      stale
    }
  }
`)

export const EMERGENCY_CHANGED = graphql(`
  subscription EmergencyChanged {
    emergencyDepartmentChanged {
      id
      publishesWaits
      waitMinutesAvg
      waitMinutesP90
      waitingPatients
      waitStatus
      observedAt
      stale
    }
  }
`)

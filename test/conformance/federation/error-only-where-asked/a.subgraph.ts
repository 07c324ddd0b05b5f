import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { facilities } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      facilities: [Facility!]!
    }
    interface Facility {
      place: Place!
    }
    type Hospital implements Facility {
      place: Place!
    }
    type Pharmacy implements Facility {
      place: Place!
    }
    type Clinic implements Facility {
      place: Place!
    }
    type Place @key(fields: "id") {
      id: ID!
      lat: Float!
    }
  `,
  { Query: { facilities: () => facilities } },
)

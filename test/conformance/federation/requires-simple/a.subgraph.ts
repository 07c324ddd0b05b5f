import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { parcels } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      parcels: [Parcel!]!
    }
    type Parcel @key(fields: "id") {
      id: ID!
      price: Int!
      weight: Int!
    }
  `,
  { Query: { parcels: () => parcels } },
)

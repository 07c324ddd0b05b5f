import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { places } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      places: [Place!]!
    }
    interface Place {
      id: ID!
      name: String!
    }
    interface Rated implements Place {
      id: ID!
      name: String!
      stars: Int!
    }
    type Hotel implements Place & Rated @key(fields: "id") {
      id: ID!
      name: String!
      stars: Int!
    }
    type Museum implements Place @key(fields: "id") {
      id: ID!
      name: String!
      year: Int!
    }
  `,
  { Query: { places: () => places } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { cities } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      cities: [City!]!
    }
    type City @key(fields: "id") {
      id: ID!
      zone: String!
    }
  `,
  { Query: { cities: () => cities } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { city } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      city: City!
    }
    type City {
      name: String!
      museums: [Museum!]
    }
    type Museum @key(fields: "id") {
      id: ID!
    }
  `,
  { Query: { city: () => city }, City: { name: () => 'Macao' } },
)

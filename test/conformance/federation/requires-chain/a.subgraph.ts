import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { hotels } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      hotels: [Hotel!]!
    }
    type Hotel @key(fields: "id") {
      id: ID!
      stars: Int!
    }
  `,
  { Query: { hotels: () => hotels } },
)

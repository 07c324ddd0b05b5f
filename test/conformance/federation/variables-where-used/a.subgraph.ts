import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { hotels } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      hotels(first: Int): [Hotel!]!
    }
    type Hotel @key(fields: "id") {
      id: ID!
    }
  `,
  { Query: { hotels: () => hotels } },
)

import { defineSubgraph } from '../../../kit/federationSubgraph.ts'
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

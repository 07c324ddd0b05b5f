import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { pairs } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      pairs: [Pair!]!
    }
    type Pair @key(fields: "id") {
      id: ID!
      left: String!
      right: String!
    }
  `,
  { Query: { pairs: () => pairs } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      one: Int!
      two: Int!
    }
  `,
  { Query: { one: () => 1, two: () => 2 } },
)

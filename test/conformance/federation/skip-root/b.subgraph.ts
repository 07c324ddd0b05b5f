import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      three: Int!
    }
  `,
  { Query: { three: () => 3 } },
)

import { defineSubgraph } from '../../../kit/federationSubgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      three: Int!
    }
  `,
  { Query: { three: () => 3 } },
)

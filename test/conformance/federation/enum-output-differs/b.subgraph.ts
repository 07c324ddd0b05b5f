import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      later: Sky!
    }
    enum Sky {
      CLEAR
      TYPHOON
    }
  `,
  { Query: { later: () => 'TYPHOON' } },
)

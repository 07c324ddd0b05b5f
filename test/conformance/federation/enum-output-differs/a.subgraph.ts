import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      now: Sky!
    }
    enum Sky {
      CLEAR
      RAIN
    }
  `,
  { Query: { now: () => 'RAIN' } },
)

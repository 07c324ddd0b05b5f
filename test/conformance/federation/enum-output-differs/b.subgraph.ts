import { defineSubgraph } from '../../../kit/federationSubgraph.ts'

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

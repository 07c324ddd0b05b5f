import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      counts: [Museum!]!
    }
    type Museum @key(fields: "code") {
      code: ID!
      visitors: Int
    }
  `,
  { Query: { counts: () => [{ code: 'c1', visitors: 120 }] } },
)

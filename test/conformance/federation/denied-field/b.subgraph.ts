import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      visitors: Int
      guide: Guide
    }
    type Guide {
      name: String
    }
  `,
  { Museum: { visitors: () => 120, guide: () => ({ name: 'Ana' }) } },
)

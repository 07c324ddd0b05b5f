import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      visitors: Int!
      guides: Int!
    }
  `,
  { Museum: { visitors: () => 120, guides: () => 4 } },
)

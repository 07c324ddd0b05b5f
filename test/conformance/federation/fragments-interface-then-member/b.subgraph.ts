import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Hotel @key(fields: "id") {
      id: ID!
      rooms: Int!
    }
    type Museum @key(fields: "id") {
      id: ID!
      rooms: Int!
    }
  `,
  { Hotel: { rooms: () => 900 }, Museum: { rooms: () => 12 } },
)

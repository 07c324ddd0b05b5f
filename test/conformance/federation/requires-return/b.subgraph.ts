import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Hotel @key(fields: "id") {
      id: ID!
      base: Int! @external
      tax: Int! @requires(fields: "base")
    }
  `,
  { Hotel: { tax: ({ base }) => base / 10 } },
)

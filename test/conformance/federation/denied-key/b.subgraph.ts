import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "code") {
      code: Int
      price: Int @external
      visitors: Int
      total: Int @requires(fields: "price")
    }
  `,
  { Museum: { visitors: () => 120, total: ({ price }) => price * 120 } },
)

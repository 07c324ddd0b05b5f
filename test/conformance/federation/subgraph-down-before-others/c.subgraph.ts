import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const c = defineSubgraph(
  'c',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      size: Int @external
      price: Int @requires(fields: "size")
      open: Boolean
    }
  `,
  { Museum: { price: ({ size }) => size * 2, open: () => true } },
)

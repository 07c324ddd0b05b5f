import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Crate @key(fields: "id") {
      id: ID!
      size: Size! @external
      area: Int! @requires(fields: "size { width height }")
    }
    type Size @external {
      width: Int!
      height: Int!
    }
  `,
  { Crate: { area: ({ size }) => size.width * size.height } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Parcel @key(fields: "id") {
      id: ID!
      weight: Int! @external
      postage: Int! @requires(fields: "weight")
    }
  `,
  { Parcel: { postage: ({ weight }) => weight * 2 } },
)

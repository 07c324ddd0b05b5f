import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Parcel @key(fields: "id") {
      id: ID!
      price: Int! @external
      weight: Int! @external
      postage: Int! @requires(fields: "price weight")
    }
  `,
  { Parcel: { postage: ({ price, weight }) => price / 10 + weight } },
)

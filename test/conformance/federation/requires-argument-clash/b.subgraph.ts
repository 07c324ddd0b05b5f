import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Room @key(fields: "id") {
      id: ID!
      price(currency: Currency!): Float! @external
      deposit: Float! @requires(fields: "price(currency: HKD)")
    }
    enum Currency {
      MOP
      HKD
      CNY
    }
  `,
  { Room: { deposit: ({ price }) => price / 4 } },
)

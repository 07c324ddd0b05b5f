import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const c = defineSubgraph(
  'c',
  /* GraphQL */ `
    type Room @key(fields: "id") {
      id: ID!
      price(currency: Currency!): Float! @external
      duty: Float! @requires(fields: "price(currency: CNY)")
    }
    enum Currency {
      HKD
      CNY
    }
  `,
  { Room: { duty: ({ price }) => price / 10 } },
)

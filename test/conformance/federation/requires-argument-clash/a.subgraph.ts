import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { rooms, rate } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      rooms: [Room!]!
    }
    type Room @key(fields: "id") {
      id: ID!
      price(currency: Currency!): Float!
    }
    enum Currency {
      MOP
      HKD
      CNY
    }
  `,
  { Query: { rooms: () => rooms }, Room: { price: ({ mop }, { currency }) => mop * (rate[currency] ?? 0) } },
)

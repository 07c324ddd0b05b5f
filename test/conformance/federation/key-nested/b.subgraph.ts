import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { priceOf } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Room @key(fields: "number hotel { id }") {
      number: String!
      hotel: Hotel!
      price: Int!
    }
    type Hotel @key(fields: "id") {
      id: ID!
    }
  `,
  { Room: { price: ({ number, hotel }) => priceOf[`${hotel.id}/${number}`] } },
)

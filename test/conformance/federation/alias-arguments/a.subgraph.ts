import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { hotels } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      hotel(id: ID!): Hotel
    }
    type Hotel @key(fields: "id") {
      id: ID!
    }
  `,
  { Query: { hotel: (_, { id }) => hotels.find((hotel) => hotel.id === id) } },
)

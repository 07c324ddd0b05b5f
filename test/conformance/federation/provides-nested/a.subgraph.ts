import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { bookings } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      bookings: [Booking!]!
    }
    type Booking {
      id: ID!
      hotel: Hotel! @provides(fields: "address { city }")
    }
    type Hotel @key(fields: "id") {
      id: ID!
      address: Address! @external
    }
    type Address {
      city: String! @external
    }
  `,
  { Query: { bookings: () => bookings } },
)

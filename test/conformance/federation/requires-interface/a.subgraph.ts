import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { tickets } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      tickets: [Ticket!]!
    }
    type Ticket @key(fields: "id") {
      id: ID!
      ride: Ride!
    }
    interface Ride {
      note: String
    }
    type Bus implements Ride {
      note: String
      stops: Int!
    }
    type Ferry implements Ride {
      note: String
      miles: Int!
    }
  `,
  { Query: { tickets: () => tickets } },
)

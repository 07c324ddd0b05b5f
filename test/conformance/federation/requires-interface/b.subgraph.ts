import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Ticket @key(fields: "id") {
      id: ID!
      ride: Ride! @external
      fare: Int! @requires(fields: "ride { ... on Bus { stops } ... on Ferry { miles } }")
    }
    interface Ride {
      note: String
    }
    type Bus implements Ride @external {
      note: String
      stops: Int!
    }
    type Ferry implements Ride @external {
      note: String
      miles: Int!
    }
  `,
  { Ticket: { fare: ({ ride }) => ride.stops ?? ride.miles * 5 } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { events } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      events: [Event!]!
      cancelled: Event
    }
    type Event {
      venue: Venue
    }
    type Venue @key(fields: "id", resolvable: false) {
      id: ID!
    }
  `,
  { Query: { events: () => events, cancelled: () => events[1] } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      events: [Event!]!
    }
    type Event {
      title: String!
      venue: Venue!
    }
    interface Venue {
      id: ID!
    }
    type Museum implements Venue @key(fields: "id", resolvable: false) {
      id: ID!
    }
    type Theatre implements Venue @key(fields: "id", resolvable: false) {
      id: ID!
    }
  `,
  {
    Query: {
      events: () => [
        { title: 'Fado', venue: { __typename: 'Theatre', id: 'v2' } },
        { title: 'Maps', venue: { __typename: 'Museum', id: 'v1' } },
      ],
    },
  },
)

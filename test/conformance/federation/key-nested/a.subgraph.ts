import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { rooms } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      rooms: [Room!]!
    }
    type Room @key(fields: "number hotel { id }") {
      number: String!
      hotel: Hotel!
    }
    type Hotel @key(fields: "id") {
      id: ID!
      name: String!
    }
  `,
  { Query: { rooms: () => rooms } },
)

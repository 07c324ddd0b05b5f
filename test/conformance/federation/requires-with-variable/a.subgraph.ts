import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { rooms } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      rooms: [Room!]!
    }
    type Room @key(fields: "id") {
      id: ID!
      beds: Int!
    }
  `,
  { Query: { rooms: () => rooms } },
)

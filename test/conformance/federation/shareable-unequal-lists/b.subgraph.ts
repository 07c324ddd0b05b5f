import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { times } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      tides: [Tide!]! @shareable
    }
    type Tide {
      time: String!
    }
  `,
  { Query: { tides: () => times } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { heights } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      tides: [Tide!]! @shareable
    }
    type Tide {
      height: Float!
    }
  `,
  { Query: { tides: () => heights } },
)

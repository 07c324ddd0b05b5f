import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { hotels } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      hotels: [Hotel!]!
    }
    type Hotel {
      id: ID!
      at: Point!
    }
    type Point @shareable {
      lat: Float!
      lng: Float!
    }
  `,
  { Query: { hotels: () => hotels } },
)

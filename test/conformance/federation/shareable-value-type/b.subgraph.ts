import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { stops } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      stops: [Stop!]!
    }
    type Stop {
      id: ID!
      at: Point!
    }
    type Point @shareable {
      lat: Float!
      lng: Float!
    }
  `,
  { Query: { stops: () => stops } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { places } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      places: [Place!]!
    }
    scalar Point
    type Place @key(fields: "at") {
      at: Point!
      name: String!
    }
  `,
  { Query: { places: () => places } },
)

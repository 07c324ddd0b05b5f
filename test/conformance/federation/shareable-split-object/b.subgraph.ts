import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { weather } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      weather: Weather! @shareable
    }
    type Weather {
      wind: Int!
    }
  `,
  { Query: { weather: () => weather } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { weather } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      weather: Weather! @shareable
    }
    type Weather {
      temperature: Int!
    }
  `,
  { Query: { weather: () => weather } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { today } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      today: String! @shareable
      weather: String!
    }
  `,
  { Query: { today: () => today, weather: () => 'fine' } },
)

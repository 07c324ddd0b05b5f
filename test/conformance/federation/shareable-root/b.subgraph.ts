import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { today } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      today: String! @shareable
      tide: String!
    }
  `,
  { Query: { today: () => today, tide: () => 'low' } },
)

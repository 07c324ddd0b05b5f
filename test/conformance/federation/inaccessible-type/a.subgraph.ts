import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { results } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      results: [Result]!
    }
    union Result = Stop | Depot
    type Stop {
      name: String!
    }
    type Depot @inaccessible {
      name: String!
    }
  `,
  { Query: { results: () => results } },
)

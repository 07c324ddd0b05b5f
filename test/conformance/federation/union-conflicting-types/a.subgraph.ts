import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { items } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      items: [Item!]!
    }
    union Item = Stop | Route | Line
    type Stop {
      code: Int!
    }
    type Route {
      code: String!
    }
    type Line {
      code: [String!]!
    }
  `,
  { Query: { items: () => items } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { grid } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      grid: [[Cell!]]
      loose: [[Cell]!]
    }
    type Cell @key(fields: "id") {
      id: ID!
    }
  `,
  { Query: { grid: () => grid, loose: () => grid } },
)

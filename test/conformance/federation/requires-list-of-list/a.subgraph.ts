import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { boards } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      boards: [Board!]!
    }
    type Board @key(fields: "id") {
      id: ID!
      rows: [[Cell!]!]!
      marks: [[Int!]!]
    }
    type Cell {
      n: Int!
    }
  `,
  { Query: { boards: () => boards } },
)

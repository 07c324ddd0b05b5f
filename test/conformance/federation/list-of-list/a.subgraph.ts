import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { grid } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      grid: [[Cell!]!]!
      holes: [[Cell]]
    }
    type Cell @key(fields: "id") {
      id: ID!
    }
  `,
  { Query: { grid: () => grid, holes: () => [[null, { id: 'c2' }], null] } },
)

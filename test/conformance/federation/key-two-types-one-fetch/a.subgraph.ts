import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { holdings } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      holdings: [Holding!]!
    }
    union Holding = Book | Film
    type Book @key(fields: "id") {
      id: ID!
      title: String!
    }
    type Film @key(fields: "id") {
      id: ID!
      title: String!
    }
  `,
  { Query: { holdings: () => holdings } },
)

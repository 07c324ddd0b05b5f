import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { found } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      found: [Item!]!
    }
    union Item = Book | Film
    type Book @key(fields: "id") {
      id: ID!
      title: String! @shareable
    }
    type Film {
      title: String!
    }
  `,
  { Query: { found: () => found } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { shelves } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      shelved(isbn: String!): Book
    }
    type Book @key(fields: "isbn") {
      isbn: String!
      shelf: String!
    }
  `,
  { Query: { shelved: (_, { isbn }) => shelves.find((book) => book.isbn === isbn) } },
)

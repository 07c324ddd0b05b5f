import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { books } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Book @key(fields: "id") @key(fields: "isbn") {
      id: ID!
      isbn: String!
      title: String!
    }
  `,
  { Book: { __resolveReference: findBy(books, 'isbn') } },
)

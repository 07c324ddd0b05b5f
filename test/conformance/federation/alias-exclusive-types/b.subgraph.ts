import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Book @key(fields: "id") {
      id: ID!
      author: String!
    }
    type Film @key(fields: "id") {
      id: ID!
      director: String!
    }
  `,
  { Book: { author: () => 'Ana' }, Film: { director: () => 'Bo' } },
)

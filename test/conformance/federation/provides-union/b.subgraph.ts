import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Book @key(fields: "id") {
      id: ID!
      title: String! @shareable
    }
    type Film @key(fields: "id") {
      id: ID!
      title: String! @shareable
    }
  `,
  { Book: { title: ({ id }) => `book ${id}` }, Film: { title: ({ id }) => `film ${id}` } },
)

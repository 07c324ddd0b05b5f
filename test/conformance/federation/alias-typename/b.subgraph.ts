import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Book @key(fields: "id") {
      id: ID!
      stars: Int!
    }
    type Film @key(fields: "id") {
      id: ID!
      stars: Int!
    }
  `,
  { Book: { stars: () => 5 }, Film: { stars: () => 3 } },
)

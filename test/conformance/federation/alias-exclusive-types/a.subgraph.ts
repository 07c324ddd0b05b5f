import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { media } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      media: [Media!]!
    }
    union Media = Book | Film
    type Book @key(fields: "id") {
      id: ID!
      title: String!
    }
    type Film @key(fields: "id") {
      id: ID!
      title: String!
    }
  `,
  { Query: { media: () => media } },
)

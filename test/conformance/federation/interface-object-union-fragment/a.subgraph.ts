import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { media } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      media: [Media!]!
      printed: [Printed!]!
    }
    interface Media @key(fields: "id") {
      id: ID!
      title: String!
    }
    type Book implements Media @key(fields: "id") {
      id: ID!
      title: String!
    }
    type Film implements Media @key(fields: "id") {
      id: ID!
      title: String!
    }
    union Printed = Book
  `,
  { Query: { media: () => media, printed: () => [] }, Media: { __resolveReference: findBy(media) } },
)

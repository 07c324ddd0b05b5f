import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { media } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      media: [Media!]!
    }
    interface Media @key(fields: "id") {
      id: ID!
      title: String
    }
    type Book implements Media @key(fields: "id") {
      id: ID!
      title: String
    }
  `,
  { Query: { media: () => media }, Media: { __resolveReference: findBy(media) } },
)

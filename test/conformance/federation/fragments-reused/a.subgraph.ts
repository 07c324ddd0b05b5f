import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { reviews } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      reviews: [Review!]!
    }
    type Review {
      text: String!
      author: User!
      editor: User!
    }
    type User @key(fields: "id") {
      id: ID!
    }
  `,
  { Query: { reviews: () => reviews } },
)

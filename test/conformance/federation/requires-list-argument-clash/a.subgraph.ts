import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { posts } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      posts: [Post!]!
    }
    type Post @key(fields: "id") {
      id: ID!
      comments(limit: Int!): [Comment!]!
    }
    type Comment {
      text: String!
    }
  `,
  {
    Query: { posts: () => posts },
    Post: { comments: ({ comments }, { limit }) => comments.slice(0, limit) },
  },
)

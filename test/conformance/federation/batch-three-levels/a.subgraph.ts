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
      author: User!
    }
    type User @key(fields: "id") {
      id: ID!
      posts: [Post!]!
    }
  `,
  { Query: { posts: () => posts }, User: { posts: () => posts } },
)

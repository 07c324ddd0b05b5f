import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Post @key(fields: "id") {
      id: ID!
      likes: Int!
    }
    type User @key(fields: "id") {
      id: ID!
      name: String!
      best: Post!
    }
  `,
  { Post: { likes: () => 3 }, User: { name: () => 'Ana', best: () => ({ id: 'p2' }) } },
)

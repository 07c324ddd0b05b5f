import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Post @key(fields: "id") {
      id: ID!
      comments(limit: Int!): [Comment!]! @external
      digest: String! @requires(fields: "comments(limit: 3) { text }")
    }
    type Comment @external {
      text: String!
    }
  `,
  {
    Post: {
      digest: ({ comments }: { comments: { text: string }[] }) => comments.map(({ text }) => text).join('+'),
    },
  },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { reviews } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      reviews: [Review!]!
      latest: Review!
    }
    type Review @key(fields: "id") {
      id: ID!
      author: User! @provides(fields: "name")
      editor: User!
    }
    type User @key(fields: "id") {
      id: ID!
      name: String! @external
    }
  `,
  {
    Query: { reviews: () => reviews, latest: () => reviews[0] },
    Review: { editor: () => ({ id: 'u2' }) },
  },
)

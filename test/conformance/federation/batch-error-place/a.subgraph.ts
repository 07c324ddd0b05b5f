import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { reviews } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      reviews: [Review!]!
    }
    type Review {
      author: User!
      editor: User!
    }
    type User @key(fields: "id", resolvable: false) {
      id: ID!
    }
  `,
  { Query: { reviews: () => reviews } },
)

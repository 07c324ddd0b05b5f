import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { baskets } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      baskets: [Basket!]!
    }
    type Basket @key(fields: "id") {
      id: ID!
      items: [Item!]!
    }
    type Item {
      grams: Int!
      name: String!
    }
  `,
  { Query: { baskets: () => baskets } },
)

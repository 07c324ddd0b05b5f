import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { products } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      products: [Product!]!
    }
    type Product @key(fields: "id") {
      id: ID!
      name: String! @shareable
    }
  `,
  { Query: { products: () => products } },
)

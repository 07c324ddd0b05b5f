import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { products } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      stocked: [Product!]!
    }
    type Product @key(fields: "id") {
      id: ID!
      name: String! @shareable
      stock: Int!
    }
  `,
  { Query: { stocked: () => products }, Product: { __resolveReference: findBy(products) } },
)

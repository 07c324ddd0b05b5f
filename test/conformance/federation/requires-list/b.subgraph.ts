import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Basket @key(fields: "id") {
      id: ID!
      items: [Item!]! @external
      weight: Int! @requires(fields: "items { grams }")
    }
    type Item @external {
      grams: Int!
    }
  `,
  {
    Basket: {
      weight: ({ items }: { items: { grams: number }[] }) => items.reduce((sum, { grams }) => sum + grams, 0),
    },
  },
)

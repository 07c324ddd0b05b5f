import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { shops, prices } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      shops: [Shop!]!
    }
    type Shop @key(fields: "id") @context(name: "shop") {
      id: ID!
      currency: String!
      items: [Item!]!
    }
    type Item @key(fields: "id") {
      id: ID!
      price(currency: String @fromContext(field: "$shop { currency }")): Int!
    }
  `,
  {
    Query: { shops: () => shops },
    Item: { price: ({ id }, { currency }) => prices[`${id} ${currency}`] },
  },
)

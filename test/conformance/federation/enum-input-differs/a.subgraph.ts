import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      hotels(sort: Sort!): String!
    }
    enum Sort {
      NAME
      PRICE
    }
  `,
  { Query: { hotels: (_, { sort }) => `by ${sort}` } },
)

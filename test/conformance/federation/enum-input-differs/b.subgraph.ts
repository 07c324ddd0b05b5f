import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      stops(sort: Sort!): String!
    }
    enum Sort {
      NAME
      DISTANCE
    }
  `,
  { Query: { stops: (_, { sort }) => `by ${sort}` } },
)

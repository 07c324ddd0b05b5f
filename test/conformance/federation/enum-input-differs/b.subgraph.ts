import { defineSubgraph } from '../../../kit/federationSubgraph.ts'

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

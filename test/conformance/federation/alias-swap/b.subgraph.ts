import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Pair @key(fields: "id") {
      id: ID!
      up: String!
      down: String!
      both: String! @requires(fields: "left")
      left: String! @external
    }
  `,
  { Pair: { up: () => 'U', down: () => 'D', both: ({ left }) => `both ${left}` } },
)

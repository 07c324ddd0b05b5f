import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Operator @key(fields: "id") {
      id: ID!
      name: String!
    }
  `,
  {},
)

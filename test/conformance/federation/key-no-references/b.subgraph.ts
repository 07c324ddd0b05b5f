import { defineSubgraph } from '../../../kit/federationSubgraph.ts'

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

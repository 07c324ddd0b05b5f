import { defineSubgraph } from '../../../kit/federationSubgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Item @key(fields: "id") {
      id: ID!
      colour: String!
    }
  `,
  { Item: { colour: () => 'red' } },
)

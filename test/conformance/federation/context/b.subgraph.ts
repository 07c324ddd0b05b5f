import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

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

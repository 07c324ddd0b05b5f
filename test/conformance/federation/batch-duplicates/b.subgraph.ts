import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type User @key(fields: "id") {
      id: ID!
      name: String!
    }
  `,
  { User: { name: ({ id }) => `name of ${id}` } },
)

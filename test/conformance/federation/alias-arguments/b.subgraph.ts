import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Hotel @key(fields: "id") {
      id: ID!
      photo(width: Int!): String!
    }
  `,
  { Hotel: { photo: ({ id }, { width }) => `${id}-${width}` } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Photo @key(fields: "id") {
      id: ID!
      url(width: Int!): String!
    }
  `,
  { Photo: { url: ({ id }, { width }) => `${id}-${width}.png` } },
)

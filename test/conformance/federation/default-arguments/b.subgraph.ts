import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Hotel @key(fields: "id") {
      id: ID!
      photo(width: Int! = 320, format: String = "png"): String!
    }
  `,
  { Hotel: { photo: ({ id }, { width, format }) => `${id}-${width}.${format}` } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Hotel @key(fields: "id") {
      id: ID!
      photo(size: Size): String!
    }
    input Size {
      width: Int
      height: Int
    }
  `,
  { Hotel: { photo: (_, { size }) => `${size.width}x${size.height}` } },
)

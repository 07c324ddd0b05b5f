import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Hotel @key(fields: "id") {
      id: ID!
      photo(width: Int, ratio: Float): String!
    }
  `,
  { Hotel: { photo: (_, args) => JSON.stringify(args) } },
)

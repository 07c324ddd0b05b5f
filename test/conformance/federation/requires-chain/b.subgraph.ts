import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Hotel @key(fields: "id") {
      id: ID!
      stars: Int! @external
      score: Int! @requires(fields: "stars")
    }
  `,
  { Hotel: { score: ({ stars }) => stars * 20 } },
)

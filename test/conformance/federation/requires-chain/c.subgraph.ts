import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const c = defineSubgraph(
  'c',
  /* GraphQL */ `
    type Hotel @key(fields: "id") {
      id: ID!
      score: Int! @external
      badge: String! @requires(fields: "score")
    }
  `,
  { Hotel: { badge: ({ score }) => (score > 80 ? 'gold' : 'blue') } },
)

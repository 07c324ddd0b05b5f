import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      visitors: Int!
    }
  `,
  { Museum: { visitors: ({ id }) => (id === 'm2' ? failWith('The counter is broken.')() : 120) } },
)

import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      visitors: Int
      guide: Guide
    }
    type Guide {
      name: String!
      phone: String!
    }
  `,
  {
    Museum: {
      visitors: ({ id }) => (id === 'm1' ? failWith('The counter is broken.')() : null),
      guide: () => ({ name: 'Ana' }),
    },
    Guide: { phone: failWith('Not listed.') },
  },
)

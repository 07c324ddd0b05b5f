import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      guide: Guide
    }
    type Guide {
      name: String!
    }
  `,
  { Museum: { guide: () => ({ name: 'Ana' }) } },
)

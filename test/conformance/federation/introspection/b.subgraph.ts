import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      title: String!
    }
  `,
  { Museum: { title: () => 'The Macao Museum' } },
)

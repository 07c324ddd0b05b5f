import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const c = defineSubgraph(
  'c',
  /* GraphQL */ `
    type Guide @key(fields: "id") {
      id: ID!
      name: String!
    }
  `,
  { Guide: { name: () => 'Ana' } },
)

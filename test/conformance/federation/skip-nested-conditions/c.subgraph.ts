import { defineSubgraph } from '../../../kit/federationSubgraph.ts'

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

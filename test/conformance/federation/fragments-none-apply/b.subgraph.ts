import { defineSubgraph } from '../../../kit/federationSubgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      nearest: Museum!
    }
  `,
  { Museum: { nearest: () => ({ id: 'm2' }) } },
)

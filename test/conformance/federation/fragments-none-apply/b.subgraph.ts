import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      found: [Found!]!
    }
    union Found = Museum | Stop
    type Museum @key(fields: "id") {
      id: ID!
      nearest: Museum!
    }
    type Stop @shareable {
      code: String!
    }
  `,
  { Query: { found: () => [] }, Museum: { nearest: () => ({ id: 'm2' }) } },
)

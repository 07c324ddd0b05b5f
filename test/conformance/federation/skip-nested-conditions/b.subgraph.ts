import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      guide: Guide!
    }
    type Guide @key(fields: "id") {
      id: ID!
    }
  `,
  { Museum: { guide: () => ({ id: 'g1' }) } },
)

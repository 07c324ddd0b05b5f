import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "code") {
      code: Int!
      shelfMark: String!
    }
  `,
  { Museum: { shelfMark: ({ code }) => `MM-${code}` } },
)

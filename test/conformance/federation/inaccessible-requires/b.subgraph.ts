import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Ward @key(fields: "id") {
      id: ID!
      exactCases: Int! @external
      cases: Int @requires(fields: "exactCases")
    }
  `,
  { Ward: { cases: ({ exactCases }) => (exactCases < 5 ? null : exactCases) } },
)

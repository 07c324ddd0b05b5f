import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Stop @key(fields: "id") {
      id: ID!
      english: String @external
      shelter: Boolean
      label: String @requires(fields: "english")
    }
  `,
  { Stop: { shelter: () => true, label: ({ english }) => `Stop ${english}` } },
)

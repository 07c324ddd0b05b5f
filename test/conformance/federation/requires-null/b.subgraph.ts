import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Stop @key(fields: "id") {
      id: ID!
      english: String @external
      label: String! @requires(fields: "english")
    }
  `,
  { Stop: { label: ({ english }) => english ?? 'no English name' } },
)

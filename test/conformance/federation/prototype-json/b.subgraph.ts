import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    scalar JSON
    type Thing @key(fields: "id") {
      id: ID!
      extra: JSON @external
      copy: JSON @requires(fields: "extra")
    }
  `,
  { Thing: { copy: ({ extra }) => extra } },
)

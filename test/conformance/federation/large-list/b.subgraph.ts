import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Stop @key(fields: "id") {
      id: ID!
      name: String!
      nearest: [Stop!]!
    }
  `,
  { Stop: { name: ({ id }) => `Stop ${id}`, nearest: ({ id }) => [{ id }, { id: 's0' }] } },
)

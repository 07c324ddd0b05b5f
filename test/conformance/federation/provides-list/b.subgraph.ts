import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Stop @key(fields: "id") {
      id: ID!
      name: String! @shareable
    }
  `,
  { Stop: { name: ({ id }) => `asked for ${id}` } },
)

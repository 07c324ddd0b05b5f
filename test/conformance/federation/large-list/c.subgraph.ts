import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const c = defineSubgraph(
  'c',
  /* GraphQL */ `
    type Stop @key(fields: "id") {
      id: ID!
      shelters: Int!
    }
  `,
  { Stop: { shelters: ({ id }) => Number(id.slice(1)) % 3 } },
)

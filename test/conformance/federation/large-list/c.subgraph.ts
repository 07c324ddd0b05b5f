import { defineSubgraph } from '../../../kit/federationSubgraph.ts'

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

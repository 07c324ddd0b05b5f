import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Venue @key(fields: "id") {
      id: ID!
      name: String
    }
  `,
  { Venue: { __resolveReference: failWith('The register is closed.') } },
)

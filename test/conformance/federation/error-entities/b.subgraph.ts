import { defineSubgraph, failWith } from '../../../kit/federationSubgraph.ts'

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

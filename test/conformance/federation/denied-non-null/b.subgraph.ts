import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Bed @key(fields: "id") {
      id: ID!
      patient: String!
    }
  `,
  { Bed: { patient: () => 'nobody' } },
)

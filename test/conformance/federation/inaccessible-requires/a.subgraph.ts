import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { wards } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      wards: [Ward!]!
    }
    type Ward @key(fields: "id") {
      id: ID!
      exactCases: Int! @inaccessible
    }
  `,
  { Query: { wards: () => wards } },
)

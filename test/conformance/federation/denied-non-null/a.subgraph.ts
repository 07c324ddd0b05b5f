import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { wards } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      wards: [Ward]!
      strict: [Ward!]!
      maybe: [Ward!]
    }
    type Ward {
      id: ID!
      beds: [Bed!]
    }
    type Bed @key(fields: "id") {
      id: ID!
    }
  `,
  { Query: { wards: () => wards, strict: () => wards, maybe: () => wards } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { crates } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      crates: [Crate!]!
    }
    type Crate @key(fields: "id") {
      id: ID!
      size: Size!
    }
    type Size {
      width: Int!
      height: Int!
      unit: String!
    }
  `,
  { Query: { crates: () => crates } },
)

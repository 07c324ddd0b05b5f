import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { museums } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      museums: [Museum!]!
    }
    type Museum @key(fields: "code") {
      id: ID!
      code: Int! @inaccessible
      name: String!
    }
  `,
  { Query: { museums: () => museums } },
)

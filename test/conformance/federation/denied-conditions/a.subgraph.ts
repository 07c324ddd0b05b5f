import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { museums } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      museums: [Museum!]!
      none: Museum
    }
    type Museum {
      id: ID!
      name: String
      secret: Int
    }
  `,
  { Query: { museums: () => museums, none: () => null } },
)

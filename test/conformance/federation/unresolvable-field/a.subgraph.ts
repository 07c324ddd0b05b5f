import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { museums } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      museums: [Museum!]!
    }
    type Museum @key(fields: "id") {
      id: ID!
      name: String!
      hall: Hall
    }
    type Hall {
      name: String @shareable
      seats: Int
    }
  `,
  { Query: { museums: () => museums } },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      counts: [Museum!]!
    }
    type Museum @key(fields: "code") {
      code: ID!
      visitors: Int
      history: History
    }
    type History {
      year: Int
    }
    type Hall {
      name: String @shareable
      lights: Int
    }
  `,
  { Query: { counts: () => [{ code: 'c1', visitors: 120 }] } },
)

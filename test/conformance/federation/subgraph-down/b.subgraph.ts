import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineHostileSubgraph(
  'b',
  /* GraphQL */ `
    type Query {
      tide: String
      weather: String
    }
    type Museum @key(fields: "id") {
      id: ID!
      visitors: Int
      guides: Int
    }
  `,
  () => {
    throw new Error('connection refused')
  },
)

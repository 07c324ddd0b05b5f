import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineHostileSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      size: Int
    }
  `,
  () => {
    throw new Error('connection refused')
  },
)

import { defineHostileSubgraph } from '../../../kit/federationSubgraph.ts'

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

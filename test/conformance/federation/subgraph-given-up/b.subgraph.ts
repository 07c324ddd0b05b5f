import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'
import { request } from './data.ts'

export const b = defineHostileSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      visitors: Int
    }
  `,
  () => {
    request.abort()
    return new Promise(() => {})
  },
)

import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'
import { bait } from './data.ts'

export const b = defineHostileSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      visitors: Int
    }
  `,
  () => `{"data":{"_entities":[{${bait},"visitors":120}]}}`,
)

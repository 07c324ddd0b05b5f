import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'
import { bait } from './data.ts'

export const a = defineHostileSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      museums: [Museum!]!
    }
    type Museum @key(fields: "id") {
      id: ID!
      name: String
    }
  `,
  () =>
    `{${bait},"data":{${bait},"museums":[{"__typename":"Museum","id":"m1",${bait}}]},"errors":[{"message":"No name.","path":["museums",0,"name"],${bait}}]}`,
)

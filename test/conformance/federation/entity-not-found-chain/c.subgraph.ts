import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { halls } from './data.ts'

export const c = defineSubgraph(
  'c',
  /* GraphQL */ `
    type Venue @key(fields: "code") {
      code: ID!
      seats: Int!
    }
  `,
  { Venue: { __resolveReference: findBy(halls, 'code') } },
)

import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { venues } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Venue @key(fields: "id") @key(fields: "code") {
      id: ID!
      code: ID!
      name: String
    }
  `,
  { Venue: { __resolveReference: findBy(venues) } },
)

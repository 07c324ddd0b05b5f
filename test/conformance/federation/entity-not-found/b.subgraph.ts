import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { venues } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Venue @key(fields: "id") {
      id: ID!
      name: String
      seats: Int!
    }
  `,
  { Venue: { __resolveReference: findBy(venues) } },
)

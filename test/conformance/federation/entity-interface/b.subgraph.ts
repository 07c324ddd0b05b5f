import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { venues } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    interface Venue {
      id: ID!
      name: String!
    }
    type Museum implements Venue @key(fields: "id") {
      id: ID!
      name: String!
    }
    type Theatre implements Venue @key(fields: "id") {
      id: ID!
      name: String!
      seats: Int!
    }
  `,
  { Museum: { __resolveReference: findBy(venues) }, Theatre: { __resolveReference: findBy(venues) } },
)

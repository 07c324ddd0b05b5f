import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { things } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      things(constructor: Int, hasOwnProperty: Kind): [Thing!]!
    }
    type Thing @key(fields: "id") {
      id: ID!
      constructor: String
      toString: String
    }
    enum Kind {
      valueOf
      constructor
    }
  `,
  {
    Query: { things: () => things },
    Thing: { constructor: () => 'Siza', toString: () => 'text' },
  },
)

import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Thing @key(fields: "id") {
      id: ID!
      constructor: String @external
      valueOf: String @requires(fields: "constructor")
      isPrototypeOf: Kind
    }
    enum Kind {
      valueOf
      constructor
    }
  `,
  {
    Thing: {
      valueOf: (thing: { constructor: unknown }) => `by ${String(thing.constructor)}`,
      isPrototypeOf: () => 'constructor',
    },
  },
)
